/** How this phone wants its pages, put on them before anything is painted: the shell and the handbook alike. */
import { showDiscreet } from './discreet';

export const SIZE = 'zlc.size';

export function showLook(): void {
  document.documentElement.dataset['size'] = localStorage.getItem(SIZE) ?? 'normal';
  showDiscreet();
}
