/** Keeping what a person just did: hashed first, then one strict transaction for all of it. */
import { isOfRectification, sha256Hex, type Body } from '../journal/index';
import type { ServerClock } from './clock';
import { unwaited, type Connection, type StoreName } from './database';
import { SaveFailed } from './failure';
import { newId } from './id';
import { numbered } from './numbering';
import { keepPhotos } from './photos/photos';
import type { EntryRow } from './schema';
import type { NewEntry, Person, PhotoBytes } from './kept';

const PHOTO_STORES: StoreName[] = ['photos', 'thumbs', 'photo_states'];

export interface Keeping {
  connection: Connection;
  person: Person;
  clock: ServerClock;
  now: () => number;
}

/** From here on an entry's text, and so its hash, never change. */
async function freeze(keeping: Keeping, walk: string, entry: NewEntry): Promise<EntryRow> {
  const written = keeping.now();
  const at = entry.at ?? written;
  const body: Omit<Body, 'kind' | 'data'> & { kind: string; data: unknown } = {
    v: 1,
    walk,
    kind: entry.kind,
    by: keeping.person.id,
    at,
    tz: -new Date(at).getTimezoneOffset(),
    clock: keeping.clock.read(),
    how: entry.how ?? 'tap',
    data: entry.data,
  };
  const text = JSON.stringify(body);
  return {
    id: entry.id ?? newId(written),
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

export async function keepEntries(
  keeping: Keeping,
  walk: string,
  made: NewEntry[],
  photos: PhotoBytes[],
  of: { draft?: string; mark?: number | undefined } = {},
): Promise<EntryRow[]> {
  const rows: EntryRow[] = [];
  for (const entry of made) rows.push(await freeze(keeping, walk, entry));
  await numbered(
    keeping.connection,
    // Without photos in it, a tap waits for no photo on its way out.
    ['entries', 'walks', 'drafts', ...(photos.length > 0 ? PHOTO_STORES : [])],
    rows.map((row) => row.hash),
    async (tx, numbers, mine) => {
      const entries = tx.objectStore('entries');
      const walks = tx.objectStore('walks');
      const autosaved = tx.objectStore('drafts');
      const [kept, line, draft, ours] = await Promise.all([
        entries.get(rows[0]?.id ?? ''), walks.get(walk), of.draft === undefined ? undefined : autosaved.get(of.draft), mine,
      ]);
      // Repeated after a lost connection: the first try may have reached the disk.
      if (!ours || kept?.hash === rows[0]?.hash) return false;
      // Another tab has recorded the same draft with other words: both stay.
      if (kept) rows[0]!.id = newId();
      rows.forEach((row, place) => unwaited(entries.add(Object.assign(row, numbers[place]))));
      const last_at = Math.max(line?.last_at ?? 0, ...rows.map((row) => row.at));
      // A rectification is no walk: it is told by the server, and listed for itself.
      if (!made.some(({ kind }) => isOfRectification(kind))) unwaited(walks.put({ walk, last_at, own: true }));
      // Unless another tab has written it since: those words were not recorded.
      if (of.draft !== undefined && draft?.mark === of.mark) unwaited(autosaved.delete(of.draft));
      if (photos.length > 0) await keepPhotos(tx, photos, keeping.now());
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
