/** What is kept, as whoever keeps it and whoever reads it name it: plain types, below everything else of the store. */
import type { Kind, Known } from '../journal/index';

/** Who is recording, as the server names them. `unit` is the unit's id. */
export interface Person {
  id: string;
  name: string;
  unit: string;
}

/** One thing to record. `id` only when another entry of the same call refers to it (see `newId`). */
export interface NewEntry {
  kind: Kind;
  data: Record<string, unknown>;
  /** Device wall clock in ms for what is added later; absent: now. */
  at?: number;
  /** Default `tap`; `later` for what is added afterwards. */
  how?: 'tap' | 'later' | 'import';
  id?: string;
}

/** A photo's bytes, hashed by `photo/`; its entry (kind `photo`) names the same `sha256`. */
export interface PhotoBytes {
  sha256: string;
  bytes: ArrayBuffer;
  /** JPEG of at most 240 px, or null when the phone could not read the picture. */
  thumb: ArrayBuffer | null;
}

/** queued: to be sent · received: the server has it · held: the server has it and a person will look at it
 *  · stuck: the server could not take it, kept here · mirror: came from the server, not written on this phone */
export type SendState = 'queued' | 'received' | 'held' | 'stuck' | 'mirror';

/** An entry as the fold reads it, with how far it has come. */
export interface KeptEntry extends Known {
  state: SendState;
  /** The server's Chinese explanation of `held` or `stuck`, else ''. */
  message: string;
}

/** Every entry of a walk that may be read here; how many photos there are that may not; and its rows of the problem list. */
export interface KeptWalk {
  entries: KeptEntry[];
  restricted: number;
  problems: ProblemRow[];
}

/** A walk or counter session this phone knows. `last_at` is the device time (ms) of its latest entry. */
export interface KnownWalk {
  walk: string;
  last_at: number;
  /** True when this person wrote any of it on this phone. */
  own: boolean;
}

/** local 本机 · sending 上传中 · received 服务器已收 · damaged: the bytes no longer match their hash, kept
 *  · stuck: the server refuses these bytes for good, kept */
export type PhotoState = 'local' | 'sending' | 'received' | 'damaged' | 'stuck';

/** What is not yet on the server. `oldest` is the device time (ms) of the oldest unsent entry. */
export interface Counts {
  /** Entries not received: queued and stuck. */
  entries: number;
  /** Photos not received: local, sending, damaged and stuck. */
  photos: number;
  /** Entries and photos that cannot go by themselves: stuck or damaged. */
  stuck: number;
  /** Received, but put aside for a person to look at. */
  held: number;
  oldest: number | null;
  /** Why the server does not take a photo, in its words. */
  why: string;
}

/** One row of the three lists as the server last told it; its id is its entry's id. */
export interface ProblemRow {
  id: string;
  [field: string]: unknown;
}

/** What changed: screens re-read what they show. `photos` covers bytes and states. */
export type News =
  | { what: 'walk'; walk: string }
  | { what: 'walks' }
  | { what: 'photos' }
  | { what: 'problems' }
  | { what: 'mine' }
  | { what: 'catalogue' }
  /** Something was recorded, here or in another tab. */
  | { what: 'saved' }
  | { what: 'counts' }
  /** A newer version of the app is open in another tab and waits for this one to reload. */
  | { what: 'superseded' };

/** Names the row of a draft, and which writing of it: another tab's words in the same row are not meant. */
export interface DraftRef {
  draft: string;
  mark: number | undefined;
}

/** The draft of one form as one tab holds it. Two tabs with the same form never overwrite one another's words. */
export interface Slot {
  /** As last read or written; the key is another than the form's when another tab holds that one. */
  readonly held: DraftRef;
  /** Any JSON value, or null. Of several drafts of the form the others wait until this one is gone. */
  read<T>(): Promise<T | null>;
  put(value: unknown): Promise<void>;
  drop(): Promise<void>;
}
