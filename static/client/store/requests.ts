/**
 * IndexedDB's requests as promises, and no more of the `idb` library than the store uses: its types describe these
 * few classes, its proxies stay out of the phone's bytes and out of every tap.
 */
type Place = IDBObjectStore | IDBIndex;

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
class Shelf {
  constructor(private readonly place: Place) {}
  get = (key: IDBValidKey | IDBKeyRange) => asked(this.place.get(key) as IDBRequest<unknown>);
  getAll = (range?: IDBValidKey | IDBKeyRange, most?: number) => asked(this.place.getAll(range, most));
  count = (range?: IDBValidKey | IDBKeyRange) => asked(this.place.count(range));
  put = (value: unknown) => asked((this.place as IDBObjectStore).put(value));
  add = (value: unknown) => asked((this.place as IDBObjectStore).add(value));
  delete = (key: IDBValidKey) => asked((this.place as IDBObjectStore).delete(key));
  index = (name: string) => new Shelf((this.place as IDBObjectStore).index(name));
}

/** One strict transaction: "relaxed", Chrome's default since 121, may report complete before the bytes are on the disk. */
export class Transacted {
  private readonly tx: IDBTransaction;
  /** Resolves with `oncomplete`. */
  readonly done: Promise<void>;

  constructor(db: IDBDatabase, stores: string[], mode: IDBTransactionMode) {
    const tx = db.transaction(stores, mode, { durability: 'strict' });
    this.tx = tx;
    this.done = new Promise((done, fail) => {
      tx.oncomplete = () => done();
      tx.onabort = tx.onerror = () => fail(tx.error ?? new DOMException('AbortError', 'AbortError'));
    });
    this.done.catch(() => undefined);
  }

  get error(): DOMException | null { return this.tx.error; }
  objectStore = (name: string) => new Shelf(this.tx.objectStore(name));
  abort = () => this.tx.abort();
  /** Says that no request follows, which otherwise takes the browser a moment to find out. */
  commit = () => this.tx.commit?.();
}

/** Without `version` as it is. `upgrade` may only create. */
export function openDatabase(
  name: string, version: number | undefined, upgrade: (db: IDBDatabase, from: number) => void,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = (event) => upgrade(request.result, event.oldVersion);
  return asked(request);
}
