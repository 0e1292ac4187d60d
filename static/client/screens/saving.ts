/** Every record a screen makes goes through here: saved state, the red message, and ten seconds of undo. */
import { signal } from '../signal/signal';
import type { Draft, PhotoBytes } from '../store/store';
import { messageOf, session } from './session';

const UNDO_MS = 10_000;
/** A write that is over sooner is not announced: drawing the words would hold up the write. */
const SLOW_MS = 100;

/** null while nothing has failed; else the Chinese sentence to show in red. What was typed stays on the screen. */
export const failure = signal<string | null>(null);
export const saving = signal(false);
let writing = 0;
/**
 * What was pressed just now: the second half of a double tap must not make a second entry, neither while the first is
 * being written nor before the screen shows that it was.
 */
const pressed = new Set<string>();
const SETTLE_MS = 600;
/** What the undo bar offers, or null. */
export const undoable = signal<{ walk: string; entry: string; said: string } | null>(null);

let timer = 0;

interface Wish {
  photos?: PhotoBytes[];
  /** Key of the autosaved draft that goes with it. */
  draft?: string;
  /** What the undo bar says; the first entry is what it takes back. */
  undo?: string | undefined;
}

/** Texts without the blanks around them; a field left empty is no answer, and not written down. */
const written = (data: object): Record<string, unknown> => Object.fromEntries(
  Object.entries(data).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value])
    .filter(([, value]) => value !== ''),
);

/** Records, and tells whether the disk has it. False leaves `failure` on the screen. */
export async function save(walk: string, drafts: Draft[], wish: Wish = {}): Promise<boolean> {
  const here = session.peek();
  const tidy = drafts.map((draft) => ({ ...draft, data: written(draft.data) }));
  const what = walk + JSON.stringify(tidy);
  if (here.kind !== 'open' || pressed.has(what)) return false;
  pressed.add(what);
  writing += 1;
  let settle = 0;
  const slow = setTimeout(() => { saving.value = true; }, SLOW_MS);
  try {
    const kept = await here.store.record(walk, tidy, wish.photos, wish.draft ? { draft: wish.draft } : undefined);
    failure.value = null;
    settle = SETTLE_MS;
    const first = kept[0];
    if (wish.undo && first) offerUndo(walk, first.id, wish.undo);
    return true;
  } catch (error) {
    failure.value = messageOf(error);
    return false;
  } finally {
    clearTimeout(slow);
    setTimeout(() => pressed.delete(what), settle);
    writing -= 1;
    saving.value = saving.value && writing > 0;
  }
}

function offerUndo(walk: string, entry: string, said: string): void {
  clearTimeout(timer);
  undoable.value = { walk, entry, said };
  timer = window.setTimeout(() => { undoable.value = null; }, UNDO_MS);
}

export async function undo(): Promise<void> {
  const last = undoable.peek();
  if (!last) return;
  const set = { void: { value: true, saw: [] } };
  const done = await save(last.walk, [{ kind: 'amend', data: { target: last.entry, set, reason: 'undo' } }]);
  if (!done) return;
  undoable.value = null;
  // What was taken back may be done again at once.
  pressed.clear();
}
