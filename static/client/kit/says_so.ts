const OTHERWISE = '网页上的字被浏览器翻译或改动过，和要记的不一样，这一下没有记。请关掉浏览器的翻译。现在重新打开这一页；已存下的都在。';

/**
 * Whether the pressed button shows the words of what it will record. A browser that translates the page puts nodes of its
 * own in the place of ours: the screen stands still, and a tap would record a step that nobody has seen.
 */
export function saysSo({ currentTarget }: Event, words: string): boolean {
  const button = currentTarget as Element;
  const key = button.querySelector('kbd')?.textContent ?? '';
  if (button.textContent === words + key) return true;
  // Not drawn by the app: its own drawing is what no longer shows.
  alert(OTHERWISE);
  location.reload();
  return false;
}
