/**
 * What the phone keeps, and the only door to it. Screens record and read here; `sync/` empties the outbox.
 * One IndexedDB database per server and person, so nobody's record is ever sent under another name.
 */
import type { Mine } from '../facts/mine';
import type { Body } from '../journal/index';
import type { SharedPicture } from './photos/inbox';
import type { News, Counts, NewEntry, KeptEntry, KeptWalk, Person, PhotoBytes, PhotoState, ProblemRow, Slot, KnownWalk } from './kept';
import type { Outbox } from './outbox';
import type { DraftRow } from './schema';

/**
 * Every method that writes rejects with `SaveFailed` (./failure) whose `message` is Chinese and says what is
 * safe and what to do; a screen shows it in red and keeps what was typed. Nothing resolves before `oncomplete`.
 */
export interface Store {
  readonly server: string;
  readonly person: Person;

  /**
   * Records entries of one walk and the bytes of their photos in one strict transaction: all or nothing.
   * `opts.draft` names the autosaved draft to delete with it, with its `mark` only as last written. Resolves when the
   * disk has them: 「已存本机」.
   */
  record(
    walk: string, entries: NewEntry[], photos?: PhotoBytes[], opts?: { draft?: string; mark?: number | undefined },
  ): Promise<KeptEntry[]>;

  /** Walks and counter sessions, latest first. */
  walks(): Promise<KnownWalk[]>;
  /** Every entry of a walk, own and others', in no promised order: fold them. */
  entries(walk: string): Promise<KeptEntry[]>;
  /** The same of several walks, in their order. */
  entriesOf(walks: string[]): Promise<KeptWalk[]>;
  counts(): Promise<Counts>;

  /** Full bytes, or null when they were never here or have been pruned after the server kept them. */
  photo(sha256: string): Promise<ArrayBuffer | null>;
  thumb(sha256: string): Promise<ArrayBuffer | null>;
  /** States of every photo taken on this phone, by sha256. */
  photoStates(): Promise<Map<string, PhotoState>>;

  /** Autosave: survives a killed browser, an app update and a second tab. Any JSON value. */
  draft<T>(key: string): Promise<T | null>;
  slot(key: string): Slot;
  /** Those whose key begins so. */
  drafts(prefix: string): Promise<DraftRow[]>;
  putDraft(key: string, value: unknown): Promise<void>;
  dropDraft(key: string): Promise<void>;

  /** Where the app was when the camera opened: put before, taken (read and cleared) at start. */
  putPendingShot(value: unknown): Promise<void>;
  takePendingShot<T>(): Promise<T | null>;

  /** Pictures shared into the app that nobody has taken in or thrown away, oldest first; each is the draft `sharedDraft(id)`. */
  shared(): Promise<SharedPicture[]>;

  /** The catalogue last fetched, with its ETag, or null. */
  catalogue<T>(): Promise<{ etag: string; value: T; fetched_at: number } | null>;
  putCatalogue(etag: string, value: unknown): Promise<void>;

  /** The clock as it will be written into the next entry: offset in ms or null, age in seconds or null. */
  clock(): Body['clock'];

  /** Rows of the three lists in this person's scope, as last pulled. */
  problems(): Promise<ProblemRow[]>;

  /** What this person is to put right, as last told. */
  mine(): Promise<Mine[]>;

  /** Everything that is not yet on the server, as one file to carry by hand. Changes nothing. */
  unsent(): Promise<Blob>;

  /** Called after every change made here or in another tab. Returns the way to stop. */
  subscribe(listener: (change: News) => void): () => void;
  close(): void;

  /** For `sync/` only. */
  readonly outbox: Outbox;
}
