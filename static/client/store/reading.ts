/** What screens read. */
import { fold, parted, readBody } from '../journal/index';
import type { Connection, ReadTransaction } from './database';
import { inState } from './queue';
import type { EntryRow, PhotoStateRow } from './schema';
import type { Counts, KeptEntry, KeptWalk, PhotoState, KnownWalk } from './kept';

/** The row as the fold reads it, or null for a body this version cannot read (kept, and sent, all the same). */
export function keptEntry(row: EntryRow): KeptEntry | null {
  try {
    const { id, at_server, state, message } = row;
    return { id, at_server, body: readBody(row.body), state, message };
  } catch {
    return null;
  }
}

/** Those of each walk, all read at once. */
export async function entriesOf(connection: Connection, walks: string[]): Promise<KeptWalk[]> {
  return connection.read(['entries', 'problems'], (tx) => {
    const index = tx.objectStore('entries').index('walk');
    return Promise.all(walks.map(async (walk) => {
      const some = await index.getAll(walk);
      const entries = some.map(keptEntry).filter((entry): entry is KeptEntry => entry !== null);
      const found = entries.filter(({ body }) => body.kind === 'problem');
      const told = await Promise.all(found.map(({ id }) => tx.objectStore('problems').get(id)));
      return {
        entries, restricted: some.filter((row) => row.restricted === 'photo').length,
        problems: told.flatMap((kept) => kept?.row ?? []),
      };
    }));
  });
}

export async function knownWalks(connection: Connection): Promise<KnownWalk[]> {
  const rows = await connection.read(['walks'], (tx) => tx.objectStore('walks').getAll());
  return rows
    .filter((row) => !row.pruned)
    .map(({ walk, last_at, own }) => ({ walk, last_at, own }))
    .sort((a, b) => b.last_at - a.last_at);
}

/** Without those whose every entry is struck out: nobody waits for them any more. */
async function stillWanted(tx: ReadTransaction, rows: PhotoStateRow[]): Promise<PhotoStateRow[]> {
  if (rows.length === 0) return rows;
  const entries = tx.objectStore('entries');
  const all = await entries.getAll();
  const wanted = new Map<string, boolean>();
  const walks = new Set(all.filter(({ body }) => rows.some(({ sha256 }) => body.includes(sha256))).map(({ walk }) => walk));
  for (const walk of walks) {
    const kept = all.filter((row) => row.walk === walk).map(keptEntry).filter((entry): entry is KeptEntry => entry !== null);
    for (const { kind, fields, void: struck } of Object.values(fold(parted(kept).counting, walk).entries)) {
      const sha256 = String(fields['sha256']);
      if (kind === 'photo') wanted.set(sha256, wanted.get(sha256) || !struck);
    }
  }
  return rows.filter(({ sha256 }) => wanted.get(sha256) !== false);
}

export function countUnsent(connection: Connection): Promise<Counts> {
  return connection.read(['entries', 'photo_states'], async (tx) => {
    const entries = tx.objectStore('entries').index('state_seq');
    const photos = tx.objectStore('photo_states').index('state');
    const [queued, stuck, held, local, damaged, stopped, ...first] = await Promise.all([
      entries.count(inState('queued')), entries.count(inState('stuck')), entries.count(inState('held')),
      photos.count('local'), photos.getAll('damaged'), photos.getAll('stuck'),
      // Numbers follow the order of writing, so the first of each is the oldest.
      entries.get(inState('queued')), entries.get(inState('stuck')),
    ]);
    const times = first.filter((row): row is EntryRow => row !== undefined).map((row) => row.at);
    const oldest = times.length > 0 ? Math.min(...times) : null;
    const refused = await stillWanted(tx, [...damaged, ...stopped]);
    const bad = refused.length;
    const why = refused.find((row) => row.why)?.why ?? '';
    return { entries: queued + stuck, photos: local + bad, stuck: stuck + bad, held, oldest, why };
  });
}

export async function bytesOf(
  connection: Connection,
  store: 'photos' | 'thumbs',
  sha256: string,
): Promise<ArrayBuffer | null> {
  const row = await connection.read([store], (tx) => tx.objectStore(store).get(sha256));
  return row?.bytes ?? null;
}

export async function statesOf(connection: Connection, sending: Set<string>): Promise<Map<string, PhotoState>> {
  const rows = await connection.read(['photo_states'], (tx) => tx.objectStore('photo_states').getAll());
  return new Map(
    rows.map((row) => [row.sha256, row.state === 'local' && sending.has(row.sha256) ? 'sending' : row.state]),
  );
}
