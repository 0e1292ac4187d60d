/**
 * The first page as it was last seen. The shell shows it at once, until the app has read what is true now; what would
 * be a claim about now (is it all received, how long has it run) is left blank by `glimpse.css`.
 */
const KEY = 'zlc.glimpse';

export function keepGlimpse(): void {
  localStorage.setItem(KEY, document.getElementById('app')!.innerHTML);
}

/** Whoever locks the app leaves nothing to be seen. */
export const dropGlimpse = (): void => localStorage.removeItem(KEY);

/** For the shell: a touched button opens its screen as soon as the app stands. */
export function showGlimpse(root: HTMLElement): void {
  const kept = localStorage.getItem(KEY);
  if (!kept || location.hash.length > 2) return;
  root.className = 'glimpse';
  root.innerHTML = kept;
  root.onclick = ({ target }) => {
    const button = (target as Element).closest<HTMLElement>('[data-hash]');
    if (button) location.hash = button.dataset['hash']!;
  };
}

/**
 * Not while a finger or a mouse holds one of its buttons: what is taken away between down and up is never clicked. It is
 * asked once more in the task that shows: what is touched meanwhile is held by then.
 */
export function whenLetGo(root: HTMLElement, show: () => void, asked?: boolean): void {
  if (root.querySelector('[data-hash]:active')) requestAnimationFrame(() => whenLetGo(root, show));
  else if (asked) show();
  else setTimeout(() => whenLetGo(root, show, true)); // the click comes first
}
