/**
 * The small database `zlc` beside the persons' own: who used this phone last, whether the app is locked, and how
 * much of other persons' work still waits here. It holds no record of anybody.
 */
import { openPatiently } from './database';
import { openDatabase, transacted } from './requests';
import type { Person } from './store';

/** The person the app opens as. `locked` after an explicit 退出: only a network log-in opens it again. */
export interface LastPerson {
  server: string;
  person: Person;
  locked: boolean;
}

interface Row extends LastPerson {
  key: string;
  used_at: number;
  unsent: number;
}

export interface People {
  /** Who opens the app without network, or null on a phone nobody has used yet. */
  last(): Promise<LastPerson | null>;
  /** The server has just named this person: remember, and unlock. Only ever called with the server's answer. */
  enter(server: string, person: Person): Promise<void>;
  /** 退出: locks the app and keeps every byte. */
  lock(): Promise<void>;
  /** How many entries and photos of this person still wait (kept for `othersUnsent`). */
  noteUnsent(server: string, person: string, unsent: number): Promise<void>;
  /** Waiting entries and photos of everybody but this person: 「另有 3 条待传」. 0 says nothing. */
  othersUnsent(person: string): Promise<number>;
  close(): void;
}

const keyOf = (server: string, person: string) => `${server}/${person}`;

export async function openPeople(now: () => number = Date.now): Promise<People> {
  const db = await openPatiently(() =>
    openDatabase('zlc', 1, (fresh) => void fresh.createObjectStore('person', { keyPath: 'key' })),
  );
  const all = () => transacted(db, ['person'], 'readonly').objectStore('person').getAll() as Promise<Row[]>;
  const change = async (key: string, edit: (row: Row | undefined) => Row | undefined) => {
    const tx = transacted(db, ['person'], 'readwrite');
    const persons = tx.objectStore('person');
    const row = edit((await persons.get(key)) as Row | undefined);
    if (row) await persons.put(row);
    await tx.done;
  };
  const latest = async () =>
    (await all()).reduce<Row | null>((a, b) => (a && a.used_at >= b.used_at ? a : b), null);
  return {
    async last() {
      const row = await latest();
      return row && { server: row.server, person: row.person, locked: row.locked };
    },
    enter: (server, person) => {
      const key = keyOf(server, person.id);
      return change(key, (row) => ({
        key, server, person, locked: false, unsent: row?.unsent ?? 0, used_at: now(),
      }));
    },
    async lock() {
      const row = await latest();
      if (row) await change(row.key, (kept) => kept && { ...kept, locked: true });
    },
    noteUnsent: (server, person, unsent) =>
      change(keyOf(server, person), (row) => (row && row.unsent !== unsent ? { ...row, unsent } : undefined)),
    async othersUnsent(person) {
      return (await all()).filter((row) => row.person.id !== person).reduce((sum, row) => sum + row.unsent, 0);
    },
    close: () => db.close(),
  };
}
