/** One key for each thing done at a counter, written on its button where there is a keyboard. They can be switched off. */
import { signal } from '../signal/signal';
import { useEffect } from '../signal/hooks';

const KEY = 'zlc.keys';
const on = signal(true);
/** A mouse tells of a desk; on a tablet the first key pressed tells of its keyboard. */
const present = signal(false);
/** A screen with keys is there. */
const heard = signal(false);

const shown = (): boolean => heard.value && present.value && on.value;

const TYPING = 'input, textarea, select';

function press(event: KeyboardEvent): void {
  const target = event.target as Element;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (document.querySelector('dialog[open]')) return;
  if (target.matches(TYPING)) {
    // Out of the field again: what is typed next is meant for the buttons.
    if (event.key === 'Escape') (target as HTMLElement).blur();
    return;
  }
  present.value = true;
  if (!on.value || !/^[\da-z]$/i.test(event.key)) return;
  const meant = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${event.key.toUpperCase()}"]`);
  if (!meant) return;
  event.preventDefault();
  if (meant.matches(TYPING)) meant.focus();
  else meant.click();
}

/** For the screens that have keys: they are heard while such a screen is there. */
export function useKeys(): void {
  useEffect(() => {
    on.value = localStorage.getItem(KEY) !== 'off';
    present.value ||= matchMedia('(hover: hover) and (pointer: fine)').matches;
    heard.value = true;
    addEventListener('keydown', press);
    return () => { heard.value = false; removeEventListener('keydown', press); };
  }, []);
}

/** What a button or field with this key carries. */
export const keyed = (key: string | undefined) => ({ 'aria-keyshortcuts': shown() ? key : undefined });

/**
 * The key's face, for the eye alone: a reader hears of it by the attribute. Not a component: every button has one, and
 * where no keys are heard the walk's screen would draw them all anew, for nothing, between two taps.
 */
export const keyFace = (key: string | undefined) => (key && shown() ? <kbd aria-hidden="true">{key}</kbd> : null);

/** Single letters can be in the way of voice control and of a cat: WCAG 2.1.4 wants them switched off in one place. */
export function KeysSwitch() {
  if (!present.value) return null;
  const turn = (): void => {
    on.value = !on.value;
    localStorage.setItem(KEY, on.value ? 'on' : 'off');
  };
  return (
    <button type="button" class="button wide" aria-pressed={on.value} onClick={turn}>
      {on.value ? '快捷键已开，点此关掉' : '快捷键已关，点此打开'}
    </button>
  );
}
