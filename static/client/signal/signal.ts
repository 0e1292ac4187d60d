/**
 * Values that know who reads them: whoever read one while it ran, runs again when it changes. What the app uses of
 * this idea and no more (docs/decisions/0007).
 */
export interface ReadonlySignal<T> {
  readonly value: T;
  /** The value, without following it. */
  peek(): T;
}

export interface Signal<T> extends ReadonlySignal<T> { value: T }

/** Something that reads: `again` when a value it has `seen` changes. */
export interface Reader { again: () => void; seen: Set<Set<Reader>> }

let reader: Reader | null = null;
let batches = 0;
const waiting = new Set<Reader>();

/** From here on values are read by this one, or by nobody. Returns who read before. */
export function readAs(next: Reader | null): Reader | null {
  const before = reader;
  reader = next;
  return before;
}

export function forget(one: Reader): void {
  one.seen.forEach((readers) => readers.delete(one));
  one.seen.clear();
  waiting.delete(one);
}

export function signal<T>(first: T): Signal<T> {
  const readers = new Set<Reader>();
  let now = first;
  return {
    get value() {
      if (reader) {
        readers.add(reader);
        reader.seen.add(readers);
      }
      return now;
    },
    set value(next: T) {
      if (Object.is(next, now)) return;
      now = next;
      batch(() => readers.forEach((one) => waiting.add(one)));
    },
    peek: () => now,
  };
}

/** Readers of what `change` sets run once, at its end. */
export function batch(change: () => void): void {
  batches += 1;
  try {
    change();
  } finally {
    batches -= 1;
    while (batches === 0 && waiting.size > 0) {
      const [one] = waiting as unknown as [Reader];
      waiting.delete(one);
      one.again();
    }
  }
}

/** Runs `act` now and whenever what it read changes; returns the way to stop. */
export function effect(act: () => void): () => void {
  const me: Reader = {
    seen: new Set(),
    again: () => {
      forget(me);
      const before = readAs(me);
      try {
        batch(act);
      } finally {
        readAs(before);
      }
    },
  };
  me.again();
  return () => forget(me);
}
