/** What leaves the phone, and when: only walks that are over, 30 days after the server received the last of them. */
import { fold } from '../journal/index';
import type { Connection } from './database';
import { keptEntry } from './reading';
import type { EntryRow } from './schema';
import type { KeptEntry } from './kept';

const KEEP_MS = 30 * 86_400_000;

function over(rows: EntryRow[], now: number): boolean {
  const old = (row: EntryRow) =>
    !row.own || (row.state === 'received' && row.received_at !== undefined && row.received_at + KEEP_MS < now);
  if (!rows.every(old)) return false;
  const entries = rows.map(keptEntry).filter((entry): entry is KeptEntry => entry !== null);
  const { status } = fold(entries);
  return status === 'finished' || status === 'void';
}

/** Prunes the walks that may go. A walk under way for months stays whole: its screen needs its beginning. */
export async function pruneWalks(connection: Connection, now: number): Promise<string[]> {
  const lines = await connection.read(['walks'], (tx) => tx.objectStore('walks').getAll());
  const pruned: string[] = [];
  for (const line of lines) {
    if (line.pruned || line.last_at + KEEP_MS >= now) continue;
    // Read again inside: something may have been added since.
    const gone = await connection.write(['entries', 'walks'], async (tx) => {
      const rows = await tx.objectStore('entries').index('walk').getAll(line.walk);
      if (!over(rows, now)) return false;
      for (const row of rows) await tx.objectStore('entries').delete(row.id);
      await tx.objectStore('walks').put({ ...line, own: false, pruned: true });
      return true;
    });
    if (gone) pruned.push(line.walk);
  }
  return pruned;
}
