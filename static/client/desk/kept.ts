/**
 * What is typed into a form is kept by this tab while it is sent. Where the server says that it was not saved (the login had
 * expired, the page was too old), it is put back into the same form, for the same person, when its page is there again; else
 * it is forgotten. Nothing of it goes to the server, and no password is kept.
 */
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
interface Typed { name: string; value: string; label: string; checked?: boolean }
/** `fixed`: the form's hidden fields, by which one of several is known; `place`: where it stands, once it was not saved. */
interface Kept { who: string; action: string; button: string; fixed: [string, string][]; typed: Typed[]; place: string }

const KEY = 'zlc-typed';
const UNTYPED = ['hidden', 'submit', 'button', 'reset', 'password', 'file', 'image'];
const PASSING = /^(csrf_token|key|back|seen.*)$/; // new with each page
const { who = '', unsaved } = document.body.dataset;

const forget = (): void => sessionStorage.removeItem(KEY);
const keep = (kept: Kept): void => sessionStorage.setItem(KEY, JSON.stringify(kept));
const actionOf = (form: HTMLFormElement): string => new URL(form.getAttribute('action') ?? '', location.href).pathname;
const controls = (form: HTMLFormElement): Control[] => [...form.elements].filter((one): one is Control =>
  one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement).filter((one) => one.name);
const ticks = (one: Control): one is HTMLInputElement => one instanceof HTMLInputElement && ['checkbox', 'radio'].includes(one.type);
const fixed = (form: HTMLFormElement): [string, string][] => controls(form)
  .filter((one) => one.type === 'hidden' && !PASSING.test(one.name)).map((one) => [one.name, one.value]);

function changed(one: Control): boolean {
  if (ticks(one)) return one.checked !== one.defaultChecked;
  if (one instanceof HTMLSelectElement) return [...one.options].some((option) => option.selected !== option.defaultSelected);
  return one.value !== one.defaultValue;
}

/** On a page that refused it, what was typed before is what the page came with. */
function typedIn(form: HTMLFormElement): Typed[] {
  const refused = document.querySelector('main [role=alert]') !== null;
  return controls(form).filter((one) => !UNTYPED.includes(one.type) && (changed(one) || (refused && one.value !== ''))).map((one) => ({
    name: one.name, value: one.value, label: one.labels?.[0]?.textContent?.trim() ?? '', ...(ticks(one) ? { checked: one.checked } : {}),
  }));
}

function sent(form: HTMLFormElement, button: string): void {
  if (form.method !== 'post' || !who || form.querySelector('[type=password]')) return;
  keep({ who, action: actionOf(form), button, fixed: fixed(form), typed: typedIn(form), place: '' });
}

function put(form: HTMLFormElement, one: Typed): boolean {
  const found = controls(form).find((field) => field.name === one.name && (!ticks(field) || field.value === one.value));
  if (!found || (found instanceof HTMLSelectElement && ![...found.options].some((option) => option.value === one.value))) return false;
  if (ticks(found)) found.checked = one.checked ?? false;
  else found.value = one.value;
  for (let at = found.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
  for (const kind of ['input', 'change']) found.dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}

function said(words: string): HTMLElement {
  const line = document.createElement('p');
  line.className = 'banner amber';
  line.setAttribute('role', 'status');
  line.textContent = words;
  return line;
}

/** The form is not there any more: the words are, to be copied. */
function written(kept: Kept): Node[] {
  const list = document.createElement('dl');
  list.className = 'facts-list';
  for (const one of kept.typed.filter(({ value, checked }) => value && checked === undefined)) {
    const [label, text] = [document.createElement('dt'), document.createElement('dd')];
    [label.textContent, text.textContent, text.className] = [one.label, one.value, 'prose break'];
    list.append(label, text);
  }
  return [said(`刚才没有保存，现在这里也没有「${kept.button}」了。您填的在下面。`), list];
}

function putBack(kept: Kept): void {
  const forms = [...document.forms].filter((form) => form.method === 'post' && actionOf(form) === kept.action);
  const form = forms.find((one) => JSON.stringify(fixed(one)) === JSON.stringify(kept.fixed));
  if (!form) {
    if (location.pathname !== kept.place.split('?')[0]) return;
    document.querySelector('main')?.prepend(...written(kept));
  } else {
    const all = kept.typed.map((one) => put(form, one)).every(Boolean);
    const back = kept.typed.length ? (all ? '您填的已放回这里，' : '您填的能放回的已放回这里，') : '';
    for (let at = form.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
    const file = form.querySelector('[type=file]') ? '文件不由浏览器记着，请重新选，' : '';
    const line = said(`刚才没有保存。${back}${file}请看过再按「${kept.button}」。`);
    form.prepend(line);
    line.scrollIntoView({ block: 'center' });
  }
  forget();
}

function look(): void {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
  if (!kept) return;
  if (who && who !== kept.who) forget();
  else if (unsaved !== undefined) {
    keep({ ...kept, place: unsaved });
    for (const one of document.querySelectorAll<HTMLElement>('[data-kept], [data-unkept]')) one.hidden = 'unkept' in one.dataset;
  } else if (!kept.place) forget(); // it was taken, or the page it came back to has it
  else if (who) putBack(kept);
}

try {
  try { look(); } catch { forget(); } // what another release has kept
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    try { sent(event.target, event.submitter?.textContent?.trim() ?? ''); } catch { /* full, or not allowed: then it is not kept */ }
  });
} catch { /* a browser that keeps nothing */ }

export {};
