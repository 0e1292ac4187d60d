/** What somebody has typed into a form, as against what the page came with. */
export type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const UNTYPED = ['hidden', 'submit', 'button', 'reset', 'password', 'file', 'image'];

export const ticks = (one: Control): one is HTMLInputElement =>
  one instanceof HTMLInputElement && ['checkbox', 'radio'].includes(one.type);
export const mayBeTyped = (one: Control): boolean => !UNTYPED.includes(one.type);
/** Where one writes in one's own words. */
export const isProse = (one: Control): boolean =>
  one instanceof HTMLTextAreaElement || (one instanceof HTMLInputElement && one.type === 'text');

export function controls(form: HTMLFormElement): Control[] {
  return [...form.elements].filter((one): one is Control => one instanceof HTMLInputElement
    || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement).filter((one) => one.name);
}

export function changed(one: Control): boolean {
  if (ticks(one)) return one.checked !== one.defaultChecked;
  if (one instanceof HTMLSelectElement) return [...one.options].some((option) => option.selected !== option.defaultSelected);
  return one.value !== one.defaultValue;
}

/** What the page came with, as a person reads it; nothing of what is ticked. */
export function cameWith(one: Control): string {
  if (ticks(one)) return '';
  if (!(one instanceof HTMLSelectElement)) return one.defaultValue;
  return ([...one.options].find((option) => option.defaultSelected) ?? one.options[0])?.text ?? '';
}
