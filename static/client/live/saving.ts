/** Every record a screen makes goes through here: saved state, the red message, and ten seconds of undo. */
import { signal } from '../signal/signal';
import type { NewEntry, DraftRef, PhotoBytes } from '../store/kept';
import { messageOf } from '../store/failure';
import { session } from './session';

const UNDO_MS = 10_000;
/** A write that is over sooner is not announced: drawing the words would hold up the write. */
const SLOW_MS = 100;

/** null while nothing has failed; else the Chinese sentence to show in red. What was typed stays on the screen. */
export const failure = signal<string | null>(null);
export const tell = (error: unknown): void => { failure.value = messageOf(error); };

export const saving = signal(false);
let writing = 0;
/**
 * What was pressed just now: the second half of a double tap must not make a second entry, neither while the first is
 * being written nor before the screen shows that it was.
 */
const pressed = new Set<string>();
const SETTLE_MS = 600;
interface Undoable {
  walk: string;
  said: string;
  /** Takes it back; false when that could not be kept. */
  back: () => Promise<boolean>;
}

/** What the undo bar offers, or null. */
export const undoable = signal<Undoable | null>(null);

let timer = 0;

/** What goes along with entries. */
export interface Beside {
  photos?: PhotoBytes[];
  /** Whose draft goes with it. */
  draft?: { held: () => DraftRef | undefined };
  /** What the undo bar says; the first entry is what it takes back. */
  undo?: string | undefined;
  /** The entries kept before in one go: this one joins them, and all are taken back together. */
  together?: string[];
}

/** Texts without the blanks around them; a field left empty is no answer, and not written down. */
const written = (data: object): Record<string, unknown> => Object.fromEntries(
  Object.entries(data).map(([field, value]) => [field, typeof value === 'string' ? value.trim() : value])
    .filter(([, value]) => value !== ''),
);

/** Records, and tells whether the disk has it. False leaves `failure` on the screen. */
export async function save(walk: string, entries: NewEntry[], beside: Beside = {}): Promise<boolean> {
  const here = session.peek();
  const tidy = entries.map((entry) => ({ ...entry, data: written(entry.data) }));
  const what = walk + JSON.stringify(tidy);
  if (here.kind !== 'open' || pressed.has(what)) return false;
  pressed.add(what);
  writing += 1;
  let settle = 0;
  const slow = setTimeout(() => { saving.value = true; }, SLOW_MS);
  try {
    const kept = await here.store.record(walk, tidy, beside.photos, beside.draft?.held());
    failure.value = null;
    settle = SETTLE_MS;
    const all = beside.together ?? [];
    all.push(...kept.slice(0, 1).map(({ id }) => id));
    if (beside.undo) offerUndo(walk, beside.undo, struck(walk, [...all]));
    return true;
  } catch (error) {
    tell(error);
    return false;
  } finally {
    clearTimeout(slow);
    setTimeout(() => pressed.delete(what), settle);
    writing -= 1;
    saving.value = saving.value && writing > 0;
  }
}

const struck = (walk: string, targets: string[]) => (): Promise<boolean> => {
  const set = { void: { value: true, saw: [] } };
  return save(walk, targets.map((target) => ({ kind: 'amend', data: { target, set, reason: 'undo' } })));
};

export function offerUndo(walk: string, said: string, back: () => Promise<boolean>): void {
  clearTimeout(timer);
  undoable.value = { walk, said, back };
  timer = window.setTimeout(() => { undoable.value = null; }, UNDO_MS);
}

export async function undo(): Promise<void> {
  if (!(await undoable.peek()?.back())) return;
  undoable.value = null;
  // What was taken back may be done again at once.
  pressed.clear();
}
