/** Keeping what a person just did: hashed first, then one strict transaction for all of it. */
import { sha256Hex, type Body } from '../journal/index';
import type { Clock } from './clock';
import type { Connection, Transaction } from './database';
import { SaveFailed } from './failure';
import { newId } from './id';
import { numbered } from './numbering';
import { keepPhotos } from './photos';
import type { EntryRow } from './schema';
import type { Draft, Person, PhotoBytes } from './store';

export interface Keeping {
  connection: Connection;
  person: Person;
  clock: Clock;
  now: () => number;
}

/** Freezes a draft: from here on its text, and so its hash, never change. */
async function freeze(keeping: Keeping, walk: string, draft: Draft): Promise<EntryRow> {
  const written = keeping.now();
  const at = draft.at ?? written;
  const body: Omit<Body, 'kind' | 'data'> & { kind: string; data: unknown } = {
    v: 1,
    walk,
    kind: draft.kind,
    by: keeping.person.id,
    at,
    tz: -new Date(at).getTimezoneOffset(),
    clock: keeping.clock.read(),
    how: draft.how ?? 'tap',
    data: draft.data,
  };
  const text = JSON.stringify(body);
  return {
    id: draft.id ?? newId(written),
    walk,
    body: text,
    hash: await sha256Hex(text),
    state: 'queued',
    at,
    own: true,
    at_server: null,
    commit: null,
    message: '',
    tries: 0,
  };
}

async function touchWalk(tx: Transaction, row: EntryRow): Promise<void> {
  const walks = tx.objectStore('walks');
  const kept = await walks.get(row.walk);
  await walks.put({ walk: row.walk, last_at: Math.max(row.at, kept?.last_at ?? 0), own: true });
}

export async function keepEntries(
  keeping: Keeping,
  walk: string,
  drafts: Draft[],
  photos: PhotoBytes[],
  draftKey: string | undefined,
): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for (const draft of drafts) rows.push(await freeze(keeping, walk, draft));
  await numbered(
    keeping.connection,
    ['entries', 'walks', 'photos', 'thumbs', 'photo_states', 'drafts'],
    rows.map((row) => row.hash),
    async (tx, numbers) => {
      const entries = tx.objectStore('entries');
      // Repeated after a lost connection: the first try may have reached the disk.
      if (rows[0] && (await entries.get(rows[0].id))) return false;
      for (const [place, row] of rows.entries()) {
        Object.assign(row, numbers[place]);
        await entries.add(row);
        await touchWalk(tx, row);
      }
      await keepPhotos(tx, photos, keeping.now());
      if (draftKey !== undefined) await tx.objectStore('drafts').delete(draftKey);
      return true;
    },
  );
  return rows;
}

/** A private window or a broken profile may report complete and keep nothing: look once per session. */
export async function readBack(connection: Connection, row: EntryRow): Promise<void> {
  const kept = await connection.read(['entries'], (tx) => tx.objectStore('entries').get(row.id));
  if (kept?.hash !== row.hash) throw new SaveFailed('not_kept');
}
