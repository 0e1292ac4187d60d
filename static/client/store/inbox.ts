/**
 * Pictures that another app shared into ours, until somebody opens the app: a small database beside the persons' own,
 * because the service worker, which is handed them, does not know who records here. The only part of the store it uses.
 */
import { openDatabase, transacted, type Transacted } from './requests';

/** `at`: the file's own time in ms. An `id` is no entry's: the worker, kept small, only needs that no two are the same. */
export interface SharedPicture { id: string; bytes: ArrayBuffer; at: number }

type Shelf = ReturnType<Transacted['objectStore']>;

// Not `zlc-`: those are persons' databases.
const NAME = 'zlc.shared';
const STORE = 'pictures';
/** More than anybody shares at a time: a foreign site that posts pictures at us must not fill the phone. */
const MOST = 60;

async function inbox<T>(work: (pictures: Shelf) => Promise<T>): Promise<T> {
  const db = await openDatabase(NAME, 1, (made) => void made.createObjectStore(STORE, { keyPath: 'id' }));
  try {
    const tx = transacted(db, [STORE], 'readwrite');
    const result = await work(tx.objectStore(STORE));
    tx.commit();
    await tx.done;
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
      void pictures.put(picture);
    });
  }
}

export const sharedBefore = () => inbox((pictures) => pictures.getAll()) as Promise<SharedPicture[]>;

export const dropShared = (ids: string[]) => inbox(async (pictures) => ids.forEach((id) => void pictures.delete(id)));
