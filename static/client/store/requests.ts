/**
 * IndexedDB's requests as promises, and no more of the `idb` library than the store uses: its types describe these
 * few objects, its proxies stay out of the phone's bytes and out of every tap.
 */
function asked<T>(request: IDBRequest<T>): Promise<T> {
  const answer = new Promise<T>((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });
  // A write nobody waits for fails its transaction, and that is told.
  answer.catch(() => undefined);
  return answer;
}

/** An object store or an index. */
const shelf = (place: IDBObjectStore) => ({
  get: (key: IDBValidKey | IDBKeyRange) => asked(place.get(key) as IDBRequest<unknown>),
  getAll: (range?: IDBValidKey | IDBKeyRange, most?: number) => asked(place.getAll(range, most)),
  count: (range?: IDBValidKey | IDBKeyRange) => asked(place.count(range)),
  put: (value: unknown) => asked(place.put(value)),
  add: (value: unknown) => asked(place.add(value)),
  delete: (key: IDBValidKey) => asked(place.delete(key)),
  // An index has what of these we ask it for.
  index: (name: string): object => shelf(place.index(name) as never),
});

/** One strict transaction: "relaxed", Chrome's default since 121, may report complete before the bytes are on the disk. */
export function transacted(db: IDBDatabase, stores: string[], mode: IDBTransactionMode) {
  const tx = db.transaction(stores, mode, { durability: 'strict' });
  /** Resolves with `oncomplete`. */
  const done = new Promise<void>((ended, fail) => {
    tx.oncomplete = () => ended();
    tx.onabort = tx.onerror = () => fail(tx.error ?? new DOMException('AbortError', 'AbortError'));
  });
  done.catch(() => undefined);
  return {
    done,
    error: () => tx.error,
    objectStore: (name: string) => shelf(tx.objectStore(name)),
    abort: () => tx.abort(),
    /** Says that no request follows, which otherwise takes the browser a moment to find out. */
    commit: () => tx.commit?.(),
  };
}

export type Transacted = ReturnType<typeof transacted>;

/** Without `version` as it is. `upgrade` may only create. */
export function openDatabase(
  name: string, version: number | undefined, upgrade: (db: IDBDatabase, from: number) => void,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = (event) => upgrade(request.result, event.oldVersion);
  return asked(request);
}
