/**
 * The small database `zlc` beside the persons' own: who used this phone last, whether the app is locked, and how
 * much of other persons' work still waits here. It holds no record of anybody.
 */
import type { DBSchema } from 'idb';
import { connect } from './database';
import type { Person } from './kept';

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
}

interface PeopleSchema extends DBSchema { person: { key: string; value: Row } }

const keyOf = (server: string, person: string) => `${server}/${person}`;

export function openPeople(now: () => number = Date.now): People {
  const connection = connect<PeopleSchema>('zlc', () => undefined, (db, from) => {
    if (from === 0) db.createObjectStore('person', { keyPath: 'key' });
  });
  const all = () => connection.read(['person'], (tx) => tx.objectStore('person').getAll());
  const change = (key: string, edit: (row: Row | undefined) => Row | undefined) =>
    connection.write(['person'], async (tx) => {
      const persons = tx.objectStore('person');
      const row = edit(await persons.get(key));
      if (row) await persons.put(row);
    });
  const latest = async () =>
    (await all()).reduce<Row | null>((a, b) => (a && a.used_at >= b.used_at ? a : b), null);
  return {
    last: latest,
    async enter(server, person) {
      const key = keyOf(server, person.id);
      // The clock may have been ahead when somebody else came, and is right since: whoever comes last is the last.
      const before = (await latest())?.used_at ?? 0;
      await change(key, (row) => ({
        key, server, person, locked: false, unsent: row?.unsent ?? 0, used_at: Math.max(now(), before + 1),
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
  };
}
