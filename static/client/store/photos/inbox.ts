/**
 * Pictures that another app shared into ours, until somebody opens the app: a small database beside the persons' own,
 * because the service worker, which is handed them, does not know who records here. The only part of the store it uses.
 */
import { openDB, type DBSchema, type IDBPObjectStore } from 'idb';

/** `at`: the file's own time in ms. An `id` is no entry's: the worker, kept small, only needs that no two are the same. */
export interface SharedPicture { id: string; bytes: ArrayBuffer; at: number }

interface InboxSchema extends DBSchema { pictures: { key: string; value: SharedPicture } }
type Pictures = IDBPObjectStore<InboxSchema, ['pictures'], 'pictures', 'readwrite'>;

// Not `zlc-`: those are persons' databases.
const NAME = 'zlc.shared';
/** More than anybody shares at a time: a foreign site that posts pictures at us must not fill the phone. */
const MOST = 60;

async function inbox<T>(work: (pictures: Pictures) => Promise<T>): Promise<T> {
  const db = await openDB<InboxSchema>(NAME, 1, { upgrade: (made) => void made.createObjectStore('pictures', { keyPath: 'id' }) });
  try {
    const tx = db.transaction('pictures', 'readwrite', { durability: 'strict' });
    const [result] = await Promise.all([work(tx.store), tx.done]);
    return result;
  } finally {
    db.close();
  }
}

/** One strict transaction each: rejects at the first that cannot be read or kept, and those before it stay. */
export async function putShared(files: File[]): Promise<void> {
  for (const file of files) {
    const picture: SharedPicture = { id: `${Date.now()}-${Math.random()}`, bytes: await file.arrayBuffer(), at: file.lastModified };
    if (picture.bytes.byteLength === 0) throw new Error('empty');
    await inbox(async (pictures) => {
      if (await pictures.count() >= MOST) throw new Error('full');
      await pictures.put(picture);
    });
  }
}

export const sharedBefore = (): Promise<SharedPicture[]> => inbox((pictures) => pictures.getAll());

export const dropShared = (ids: string[]): Promise<unknown> => inbox((pictures) => Promise.all(ids.map((id) => pictures.delete(id))));
