/** One IndexedDB connection that survives what phones do to it. Nothing here ever deletes a database. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { Told } from './failure';
import { upgrade, VERSION, type ZlcSchema } from './schema';

type In<S extends DBSchema, Mode extends IDBTransactionMode> = IDBPTransaction<S, StoreNames<S>[], Mode>;

export type StoreName = StoreNames<ZlcSchema>;
export type Transaction = In<ZlcSchema, 'readwrite'>;
export type ReadTransaction = In<ZlcSchema, 'readonly'>;

export interface Connection<S extends DBSchema = ZlcSchema> {
  /**
   * One strict transaction; resolves after `oncomplete`. `work` awaits nothing but the transaction's own requests, and
   * of those only what it wants to know (the rest: `unwaited`).
   */
  write<T>(stores: StoreNames<S>[], work: (tx: In<S, 'readwrite'>) => Promise<T>): Promise<T>;
  read<T>(stores: StoreNames<S>[], work: (tx: In<S, 'readonly'>) => Promise<T>): Promise<T>;
  close(): void;
}

/** A write whose answer nobody needs: if it fails, so does its transaction, and that is told. */
export const unwaited = (written: Promise<unknown>): void => void written.catch(() => undefined);

const nameOf = (error: unknown) => (error as { name?: string } | null)?.name ?? '';

/** Opening fails now and then with a passing "Internal error opening backing store": three times, then it counts. */
async function openPatiently<T>(open: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await open();
    } catch (error) {
      if (tries === 3 || nameOf(error) === 'VersionError') throw error;
      await new Promise((retry) => setTimeout(retry, 50 * tries));
    }
  }
}

const PATIENCE_MS = 5_000;
const UNOPENED = '手机存储还没有打开，记录都在。请关掉其他走流程的页面，再试一次；仍不行，请重开浏览器。';
const FORBIDDEN = '浏览器不让本页存东西（可能禁止了 Cookie）。请在浏览器设置里允许，或换手机自带浏览器。';

/** Opening may get no answer at all: on iOS now and then (WebKit#226547), and behind a sleeping tab of an older version. */
function inTime<S extends DBSchema>(opening: Promise<IDBPDatabase<S>>): Promise<IDBPDatabase<S>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Told(UNOPENED)), PATIENCE_MS);
    void opening.then(resolve, reject).then(() => clearTimeout(timer));
  });
}

/**
 * `onSuperseded` is called when another tab brings a newer schema and this connection had to make way. `make`: the
 * stores of a database that does not exist yet.
 */
export function connect<S extends DBSchema = ZlcSchema>(
  name: string, onSuperseded: () => void, make: (db: IDBPDatabase<S>, from: number) => void = upgrade as never,
): Connection<S> {
  let opening: Promise<IDBPDatabase<S>> | null = null;
  let closed = false;
  const forget = () => void (opening = null);

  const openOnce = async (version: number | undefined) => {
    const db = await openDB<S>(name, version, { upgrade: make });
    db.onclose = forget;
    db.onversionchange = () => {
      db.close();
      forget();
      onSuperseded();
    };
    return db;
  };
  const open = () => {
    if (closed) return Promise.reject(new Error('closed'));
    opening ??= inTime(openPatiently(() => openOnce(VERSION)).catch((error) => {
      // A newer app has been here and an older page is back: schemas only add, so its rows are readable.
      if (nameOf(error) === 'VersionError') return openOnce(undefined);
      throw nameOf(error) === 'SecurityError' ? new Told(FORBIDDEN) : error;
    }));
    opening.catch(forget);
    return opening;
  };

  const once = async <T>(mode: 'readonly' | 'readwrite', stores: StoreNames<S>[], work: (tx: never) => Promise<T>) => {
    // "relaxed", Chrome's default since 121, may report complete before the bytes are on the disk.
    const tx = (await open()).transaction(stores, mode, { durability: 'strict' });
    tx.done.catch(() => undefined);
    try {
      const result = await work(tx as never);
      // What was read is read; only what was written has to reach the disk.
      if (mode === 'readonly') return result;
      // No request follows, which otherwise takes the browser a moment to find out.
      tx.commit?.();
      await tx.done;
      return result;
    } catch (error) {
      // A full disk aborts the transaction; only tx.error then says so.
      const cause = tx.error ?? error;
      try {
        tx.abort();
      } catch {
        // Already over.
      }
      throw cause;
    }
  };
  const run = async <T>(mode: 'readonly' | 'readwrite', stores: StoreNames<S>[], work: (tx: never) => Promise<T>) => {
    try {
      return await once(mode, stores, work);
    } catch (error) {
      const before = opening;
      if (!lost(error) && before !== null) throw error;
      if (before) (await before.catch(() => null))?.close();
      forget();
      return once(mode, stores, work);
    }
  };
  return {
    write: (stores, work) => run('readwrite', stores, work as never),
    read: (stores, work) => run('readonly', stores, work as never),
    close: () => {
      closed = true;
      void opening?.then((db) => db.close());
      forget();
    },
  };
}

/** iOS drops connections of sleeping pages; what was under way may be repeated because every write is idempotent. */
function lost(error: unknown): boolean {
  const { name, message } = (error ?? {}) as { name?: string; message?: string };
  return name === 'InvalidStateError' || /connection to indexed database server lost/i.test(message ?? '');
}
