/** Photos' bytes, thumbnails and how far each has come. */
import type { Connection, Transaction } from '../database';
import type { PhotoStateRow } from '../schema';
import type { PhotoBytes } from '../kept';

/** Bytes as ArrayBuffer, never Blob: Blobs in IndexedDB fail or come back empty on WebKit (Dexie#1227, #1919). */
export async function keepPhotos(tx: Transaction, photos: PhotoBytes[], now: number): Promise<void> {
  const states = tx.objectStore('photo_states');
  for (const photo of photos) {
    // Two entries may share a photo; what the server has is not sent again.
    const kept = await states.get(photo.sha256);
    if (kept?.state === 'received') continue;
    await tx.objectStore('photos').put({ sha256: photo.sha256, bytes: photo.bytes });
    if (photo.thumb) await tx.objectStore('thumbs').put({ sha256: photo.sha256, bytes: photo.thumb });
    await states.put({
      sha256: photo.sha256,
      size: photo.bytes.byteLength,
      state: 'local',
      taken_at: now,
      tries: 0,
      confirmed: [],
      asked_on: null,
      here: true,
    });
  }
}

export function changePhoto(
  connection: Connection,
  sha256: string,
  edit: (row: PhotoStateRow) => PhotoStateRow,
): Promise<void> {
  return connection.write(['photo_states'], async (tx) => {
    const row = await tx.objectStore('photo_states').get(sha256);
    if (row) await tx.objectStore('photo_states').put(edit(row));
  });
}

/** How many days the server must have confirmed a photo before its bytes leave the phone. */
const CONFIRMED_DAYS = 2;

/**
 * Takes the server's answer about `asked` photos on `day`: the missing ones go back into the queue, the others
 * count a day, and leave (all but the thumbnail) when two days agree.
 */
export function confirmPhotos(connection: Connection, asked: string[], missing: Set<string>, day: string) {
  return connection.write(['photo_states', 'photos'], async (tx) => {
    const states = tx.objectStore('photo_states');
    for (const sha256 of asked) {
      const row = await states.get(sha256);
      if (row?.state !== 'received') continue;
      if (missing.has(sha256)) {
        await states.put({ ...row, state: 'local', confirmed: [], asked_on: day });
        continue;
      }
      const confirmed = row.confirmed.includes(day) ? row.confirmed : [...row.confirmed, day];
      const here = confirmed.length < CONFIRMED_DAYS;
      if (!here) await tx.objectStore('photos').delete(sha256);
      await states.put({ ...row, confirmed, asked_on: day, here });
    }
  });
}

export async function photosToSend(connection: Connection): Promise<PhotoStateRow[]> {
  const rows = await connection.read(['photo_states'], (tx) =>
    tx.objectStore('photo_states').index('state').getAll('local'),
  );
  return rows.sort((a, b) => a.tries - b.tries || a.taken_at - b.taken_at);
}

export async function photosToAsk(connection: Connection, day: string): Promise<string[]> {
  const rows = await connection.read(['photo_states'], (tx) =>
    tx.objectStore('photo_states').index('state').getAll('received'),
  );
  return rows.filter((row) => row.here && row.asked_on !== day).map((row) => row.sha256);
}
