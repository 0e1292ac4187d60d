/**
 * 低调模式: dark and still, for a hall where nobody should turn round. It belongs to the phone, and its mark stands on the
 * page itself: the shell puts it there before anything is painted, and the style sheet does the rest.
 */
const KEY = 'zlc.discreet';

export const isDiscreet = (): boolean => localStorage.getItem(KEY) !== null;

/** The page, and the system's own bar above it: the first of its kind counts. */
export function showDiscreet(): void {
  const on = isDiscreet();
  document.documentElement.toggleAttribute('data-discreet', on);
  // The shell and the app are two scripts: what the one has put there, the other finds.
  document.querySelector('meta[content="#000"]')?.remove();
  if (on) document.head.prepend(Object.assign(document.createElement('meta'), { name: 'theme-color', content: '#000' }));
}

export function setDiscreet(on: boolean): void {
  if (on) localStorage.setItem(KEY, '1');
  else localStorage.removeItem(KEY);
  showDiscreet();
}
