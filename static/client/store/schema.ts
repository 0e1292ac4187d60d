/**
 * The stores of one person's database. Changes add stores or indexes under a higher version; they never rewrite
 * a row, because an app of last month may still hold unsent entries in it.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { SendState, PhotoState, ProblemRow, KnownWalk } from './kept';

export const VERSION = 1;

/** An entry as kept. Own entries carry their numbering; mirrored ones carry the pull that last brought them. */
export interface EntryRow {
  id: string;
  walk: string;
  /** The frozen JSON text: sent and hashed as it is, parsed only to be read. */
  body: string;
  hash: string;
  state: SendState;
  at: number;
  own: boolean;
  at_server: number | null;
  commit: number | null;
  message: string;
  /** Own: which run of numbers `seq` belongs to; a new device id begins a new run. */
  series?: number;
  seq?: number;
  chain?: string;
  /** Own: when (device ms) and in which server epoch it was received. */
  received_at?: number;
  epoch?: string;
  /** Own: how often the server found that the hash is not the body's. */
  tries?: number;
  /** Mirror: number of the pull from the start that last brought it. */
  pull?: number;
  /** Mirror: the kind of one whose body (then '') is not for this person: a restricted photo, or an amendment of one. */
  restricted?: string;
}

export interface PhotoRow {
  sha256: string;
  bytes: ArrayBuffer;
}

export interface PhotoStateRow {
  sha256: string;
  size: number;
  state: Exclude<PhotoState, 'sending'>;
  taken_at: number;
  tries: number;
  /** Days (server time, Asia/Shanghai) on which the server confirmed that it has the bytes. */
  confirmed: string[];
  /** Day of the last answer, so that one is asked for once a day. */
  asked_on: string | null;
  /** False once the bytes were pruned; the thumbnail stays. */
  here: boolean;
  /** Why the server does not take it, in its words; `final`: sending it again changes nothing. */
  why?: string;
  final?: boolean;
}

export interface WalkRow extends KnownWalk {
  /** Set when its entries were pruned: a late amendment must not show a walk without its beginning. */
  pruned?: boolean;
}

/** `mark`: another one at each write, so that a tab knows whether the row is still as it left it; absent in older rows. */
export interface DraftRow {
  key: string;
  value: unknown;
  mark?: number | undefined;
}

export type ProblemKept = { id: string; walk: string | null; pull: number; row: ProblemRow };

export interface ZlcSchema extends DBSchema {
  entries: {
    key: string;
    value: EntryRow;
    indexes: { walk: string; state_seq: [string, number]; pull: number };
  };
  walks: { key: string; value: WalkRow };
  // No index on bytes: reading a large value through an index fails on iOS 18.4 (WebKit PR 47700).
  photos: { key: string; value: PhotoRow };
  thumbs: { key: string; value: PhotoRow };
  photo_states: { key: string; value: PhotoStateRow; indexes: { state: string } };
  problems: { key: string; value: ProblemKept };
  drafts: { key: string; value: DraftRow };
  meta: { key: string; value: { name: string; value: unknown } };
}

export function upgrade(db: IDBPDatabase<ZlcSchema>, from: number): void {
  if (from >= 1) return;
  const entries = db.createObjectStore('entries', { keyPath: 'id' });
  entries.createIndex('walk', 'walk');
  entries.createIndex('state_seq', ['state', 'seq']);
  entries.createIndex('pull', 'pull');
  db.createObjectStore('walks', { keyPath: 'walk' });
  db.createObjectStore('photos', { keyPath: 'sha256' });
  db.createObjectStore('thumbs', { keyPath: 'sha256' });
  db.createObjectStore('photo_states', { keyPath: 'sha256' }).createIndex('state', 'state');
  db.createObjectStore('problems', { keyPath: 'id' });
  db.createObjectStore('drafts', { keyPath: 'key' });
  db.createObjectStore('meta', { keyPath: 'name' });
}
