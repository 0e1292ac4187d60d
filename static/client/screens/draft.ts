/** A form's unfinished content, kept on the disk at every change: a killed browser loses no typed word. */
import { useEffect, useRef, useSignal } from './signals';
import type { Signal } from '../signal/signal';
import { messageOf, session } from './session';
import type { Draft } from '../store/store';
import { failure, save } from './saving';

export interface Kept<T> {
  key: string;
  value: Signal<T>;
  /** False until the kept draft has been read: a form must not be typed into before. */
  ready: Signal<boolean>;
  change: (part: Partial<T>) => void;
  /** Empties the form and forgets its draft, after any write still under way. */
  drop: () => Promise<void>;
}

/** `fresh` makes the empty form. */
export function useDraft<T extends object>(key: string, fresh: () => T): Kept<T> {
  const value = useSignal<T>(fresh());
  const ready = useSignal(false);
  const writer = useRef<Writer | null>(null);
  useEffect(() => {
    const here = session.peek();
    if (here.kind !== 'open') return;
    writer.current = lastWins(() => here.store.putDraft(key, value.peek()));
    void here.store.draft<T>(key).then((kept) => {
      if (kept) value.value = { ...value.peek(), ...kept };
      ready.value = true;
    });
  }, [key]);
  const change = (part: Partial<T>): void => {
    value.value = { ...value.peek(), ...part };
    writer.current?.touch();
  };
  const drop = async (): Promise<void> => {
    value.value = fresh();
    await writer.current?.idle();
    const here = session.peek();
    if (here.kind === 'open') await here.store.dropDraft(key);
  };
  return { key, value, ready, change, drop };
}

/** Records what the form holds as one entry, and empties the form. False when the disk did not take it. */
export async function keepAs(form: Kept<object>, walk: string, entry: Draft, undo?: string): Promise<boolean> {
  const kept = await save(walk, [entry], { draft: form.key, undo });
  if (kept) await form.drop();
  return kept;
}

interface Writer { touch: () => void; idle: () => Promise<void> }

/** Runs `write` once at a time; touches during a run lead to one more run, with what is then the latest. */
function lastWins(write: () => Promise<void>): Writer {
  let run: Promise<void> | null = null;
  let again = false;
  const loop = async (): Promise<void> => {
    try {
      do { again = false; await write(); } while (again);
    } catch (error) {
      failure.value = messageOf(error);
    } finally {
      run = null;
    }
  };
  return {
    touch: () => { if (run) again = true; else run = loop(); },
    idle: async () => { again = false; await run; },
  };
}

/** Value and change of one of a form's fields, as every input takes them. */
export const typed = <T extends object, K extends keyof T>(form: Kept<T>, key: K) => ({
  value: form.value.value[key],
  onChange: (value: T[K]): void => form.change({ [key]: value } as unknown as Partial<T>),
});
