/**
 * A form's unfinished content, kept on the disk at every change: a killed browser loses no typed word. Every field of
 * every form stands on one (docs/decisions/0024): `typed` and `atOnce` are the only ways to a field's value.
 */
import { useEffect, useRef, useSignal } from '../signal/hooks';
import { signal, type Signal } from '../signal/signal';
import { session } from './session';
import type { NewEntry, DraftRef, Slot } from '../store/kept';
import { go } from './route';
import { offerUndo, save, tell } from './saving';

export interface DraftForm<T> {
  value: Signal<T>;
  /** False until the kept draft has been read: a form must not be typed into before. */
  ready: Signal<boolean>;
  /** What stands here was typed before, and found again. */
  resumed: Signal<boolean>;
  /** What was just let go of, while it can still be had back. */
  given: Signal<T | null>;
  change: (part: Partial<T>) => void;
  /** Empties the form and forgets its draft, after any write still under way. */
  drop: () => Promise<void>;
  held: () => DraftRef | undefined;
}

/** Counts how often a form began or ceased to have a draft: lists of them are read anew. */
export const unfinishedChanged = signal(0);

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** `fresh` makes the empty form; a field that offers what is recorded already is null while nobody has touched it. */
export function useDraft<T extends object>(key: string, fresh: () => T): DraftForm<T> {
  const value = useSignal<T>(fresh());
  const empty = useRef(value.peek());
  const ready = useSignal(false);
  const resumed = useSignal(false);
  const given = useSignal<T | null>(null);
  const disk = useRef<Disk | null>(null);
  useEffect(() => {
    const here = session.peek();
    if (here.kind !== 'open') return;
    const slot = here.store.slot(key);
    disk.current = diskOf(key, slot, () => (same(value.peek(), empty.current) ? null : value.peek()));
    void (async () => {
      try {
        await underWay.get(key);
        const kept = await slot.read<T>();
        resumed.value = kept !== null;
        if (kept) value.value = { ...value.peek(), ...kept };
      } catch (error) {
        tell(error);
      }
      ready.value = true;
    })();
  }, [key]);
  const change = (part: Partial<T>): void => {
    value.value = { ...value.peek(), ...part };
    given.value = null;
    disk.current?.touch();
  };
  const drop = async (): Promise<void> => {
    value.value = empty.current = fresh();
    resumed.value = false;
    given.value = null;
    await disk.current?.drop();
  };
  return { value, ready, resumed, given, change, drop, held: () => disk.current?.held };
}

/** Records what the form holds as one entry, and empties the form. False when the disk did not take it. */
export async function keepAs(form: DraftForm<object>, walk: string, entry: NewEntry, undo?: string): Promise<boolean> {
  const kept = await save(walk, [entry], { draft: form, undo });
  if (kept) await form.drop();
  return kept;
}

/** 「不记了」 of a form that is left with it: for ten seconds it can be had back, and `hash` shows it again. */
export async function giveUp(form: DraftForm<object>, walk: string, hash: string, back?: () => Promise<boolean>): Promise<void> {
  const was = form.value.peek();
  const key = form.held()?.draft;
  await form.drop();
  if (key) offerUndo(walk, '没有记', async () => (!back || await back()) && await putBack(key, was, hash));
}

/** The words of a draft that was let go of, beside any that were typed since. */
export async function putBack(key: string, value: unknown, hash?: string): Promise<boolean> {
  const here = session.peek();
  if (here.kind !== 'open') return false;
  try {
    await here.store.slot(key).put(value);
  } catch (error) {
    tell(error);
    return false;
  }
  unfinishedChanged.value += 1;
  if (hash) go(hash);
  return true;
}

interface Disk { held: DraftRef; touch: () => void; drop: () => Promise<void> }

/** The last run of writes of each form, by its key: who leaves a form and comes back at once finds the last word too. */
const underWay = new Map<string, Promise<void>>();

/**
 * Writes `read` to the slot once at a time; touches during a run lead to one more run, with what is then the latest.
 * Null: there is nothing to keep.
 */
function diskOf(key: string, slot: Slot, read: () => unknown): Disk {
  let run: Promise<void> | null = null;
  let again = false;
  let there: boolean | null = null;
  const note = (now: boolean): void => { if (there !== now) { there = now; unfinishedChanged.value += 1; } };
  const write = async (): Promise<void> => {
    const value = read();
    await (value === null ? slot.drop() : slot.put(value));
    note(value !== null);
  };
  const loop = async (): Promise<void> => {
    try {
      do { again = false; await write(); } while (again);
    } catch (error) {
      tell(error);
    } finally {
      run = null;
    }
  };
  const touch = (): void => { if (run) again = true; else underWay.set(key, run = loop()); };
  return {
    held: slot.held,
    touch,
    // The form is empty by now, or holds what was typed since.
    drop: async () => {
      again = false;
      await run;
      await write().catch(tell);
    },
  };
}

declare const drafted: unique symbol;

/** Value and change of one field. The mark exists for the compiler alone: nobody makes one but the two below. */
export interface Bound<V, C = V> { value: V; onChange: (value: C) => void; [drafted]: true }

/** Of one of a form's fields, as every input takes them; `now`: what it shows while nobody has touched it. */
export const typed = <T extends object, K extends keyof T>(form: DraftForm<T>, key: K, now?: NonNullable<T[K]>) => ({
  value: form.value.value[key] ?? now,
  onChange: (value: T[K]): void => form.change({ [key]: value } as unknown as Partial<T>),
} as Bound<NonNullable<T[K]>>);

/** Of a choice that is stored at the tap itself: no draft is ever behind it. Who may is listed in tests/shape/test_fields.py. */
export const atOnce = <V, C>(value: V, onChange: (value: C) => void) => ({ value, onChange } as Bound<V, C>);
