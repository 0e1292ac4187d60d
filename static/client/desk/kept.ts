/**
 * What is typed into a form is kept by this tab while it is sent. Where the server says that it was not saved (the login had
 * expired, the page was too old), it is put back into the same form, for the same person, when its page is there again; else
 * it is forgotten. Whoever leaves a page on which they wrote something that was not sent is asked. Nothing of it goes to the
 * server, and no password is kept.
 */
import { cameWith, changed, controls, isProse, mayBeTyped, ticks } from './page/typed';
import type { Control } from './page/typed';

/** `was`: what the page had there before it was typed over. */
interface Typed { name: string; value: string; label: string; was?: string; checked?: boolean }
/** `fixed`: the form's hidden fields, by which one of several is known; `place`: where it stands, once it was not saved. */
interface Kept { who: string; action: string; button: string; fixed: [string, string][]; typed: Typed[]; place: string }

const KEY = 'zlc-typed';
const PASSING = /^(csrf_token|key|back|seen.*)$/; // new with each page
const { who = '', unsaved } = document.body.dataset;

const forget = (): void => sessionStorage.removeItem(KEY);
const keep = (kept: Kept): void => sessionStorage.setItem(KEY, JSON.stringify(kept));
const actionOf = (form: HTMLFormElement): string => new URL(form.getAttribute('action') ?? '', location.href).pathname;
const fixed = (form: HTMLFormElement): [string, string][] => controls(form)
  .filter((one) => one.type === 'hidden' && !PASSING.test(one.name)).map((one) => [one.name, one.value]);

/** What was typed into the form that this page refused: it is what the page came with now. */
let before: Pick<Kept, 'action' | 'typed'> = { action: '', typed: [] };

const same = (one: Control, typed: Typed): boolean => one.name === typed.name && (!ticks(one) || one.value === typed.value);

/** What was left as the page had it is not kept: put back, it would take back what somebody else has changed meanwhile. */
function typedIn(form: HTMLFormElement): Typed[] {
  const refused = before.action === actionOf(form) && document.querySelector('main :is([role=alert], .error)') ? before.typed : [];
  return controls(form).filter(mayBeTyped).flatMap((one) => {
    const earlier = refused.find((typed) => same(one, typed));
    if (!earlier && !changed(one)) return [];
    const label = one.labels?.[0]?.textContent?.trim() ?? '';
    return { name: one.name, value: one.value, label, was: earlier?.was ?? cameWith(one), ...(ticks(one) ? { checked: one.checked } : {}) };
  });
}

function sent(form: HTMLFormElement, button: string): void {
  if (form.method !== 'post' || !who || form.querySelector('[type=password]')) return;
  keep({ who, action: actionOf(form), button, fixed: fixed(form), typed: typedIn(form), place: '' });
}

function put(form: HTMLFormElement, one: Typed): boolean {
  const found = controls(form).find((field) => same(field, one));
  if (!found || (found instanceof HTMLSelectElement && ![...found.options].some((option) => option.value === one.value))) return false;
  const stands = cameWith(found);
  if (stands !== (one.was ?? stands) && found.value !== one.value) found.before(line('small quiet', `别人改过，现在是：${stands || '未填'}`));
  if (ticks(found)) found.checked = one.checked ?? false;
  else found.value = one.value;
  for (let at = found.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
  for (const kind of ['input', 'change']) found.dispatchEvent(new Event(kind, { bubbles: true }));
  return true;
}

function line(looks: string, words: string): HTMLElement {
  const made = document.createElement('p');
  made.className = looks;
  made.textContent = words;
  return made;
}

function said(words: string): HTMLElement {
  const told = line('banner amber', words);
  told.setAttribute('role', 'status');
  return told;
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
    const told = said(`刚才没有保存。${back}${file}请看过再按「${kept.button}」。`);
    form.prepend(told);
    told.scrollIntoView({ block: 'center' });
  }
  forget();
}

function look(): void {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kept | null;
  if (!kept) return;
  if (who && who !== kept.who) forget();
  else if (unsaved !== undefined) {
    keep({ ...kept, place: unsaved });
    for (const one of document.querySelectorAll<HTMLElement>('[data-kept], [data-unkept]')) {
      one.hidden = 'unkept' in one.dataset || !kept.typed.length;
    }
  } else if (!kept.place) { // it was taken, or the page it came back to has it
    before = kept;
    forget();
  } else if (who) putBack(kept);
}

let sending: HTMLFormElement | undefined;
let pressed: HTMLElement | null | undefined;

/** What was rewritten in a form of its own goes along with the ticked ones (page/drafts.ts). */
const goesAlong = (one: Control): boolean => sending?.matches('.bulk') === true && one.matches('[data-draft]');

/** Of the panels of one form the button of one is pressed: what was written in another one is sent for nothing. */
const isSent = (one: Control): boolean => {
  const panel = one.closest('.bulk .panel');
  return one.form === sending && (!panel || panel === pressed);
};

function isUnsent(form: HTMLFormElement): boolean {
  if (form.method !== 'post' || form.querySelector('[type=password]')) return false;
  const typed = typedIn(form);
  const lost = controls(form).filter((one) => isProse(one) && one.value.trim() && !goesAlong(one) && !isSent(one));
  return lost.some((one) => typed.some(({ name }) => name === one.name));
}

try {
  try { look(); } catch { forget(); } // what another release has kept
} catch { /* a browser that keeps nothing */ }

document.addEventListener('submit', (event) => {
  if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
  sending = event.target;
  pressed = event.submitter?.closest<HTMLElement>('.panel');
  try { sent(event.target, event.submitter?.textContent?.trim() ?? ''); } catch { /* full, or not allowed: then it is not kept */ }
});
// In the browser's own words: a tap on the menu would lose what was written. What is sent is not left.
addEventListener('beforeunload', (event) => {
  if ([...document.forms].some(isUnsent)) event.preventDefault();
  sending = undefined;
});
