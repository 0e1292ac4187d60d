/** What sync shows, what it is asked for, and what it needs: plain types, below everything else of it. */
import type { DutyTold } from '../facts/duty';
import type { ReadonlySignal } from '../signal/signal';

/**
 * all_received 服务器已全部收到 · pending 已存本机,待传 · sending 上传中 · offline: no answer from our server
 * · login: 未登录,记录照常 · wrong_person: somebody else is logged in · other_server: another installation answers
 * · error: the server answers but cannot take it now · stuck: everything else has arrived
 */
export type SyncState =
  | 'all_received'
  | 'pending'
  | 'sending'
  | 'offline'
  | 'login'
  | 'wrong_person'
  | 'other_server'
  | 'error'
  | 'stuck';

export interface SyncStatus {
  state: SyncState;
  /** Entries and photos not yet received. */
  entries: number;
  photos: number;
  /** Entries that came by file in this person's name and wait for their word. */
  unverified: number;
  /** 本半年 of a head, as last told. */
  duty: DutyTold | null;
  /** Device ms when everything was last known to be received, or null. */
  lastAllReceivedAt: number | null;
  /** Chinese: what happened, what is safe, what to do. '' when there is nothing to say. */
  message: string;
}

/** Why a round is asked for. `saved` is heard by itself; `start` and `button` also try again what is stuck. */
export type Reason = 'start' | 'visible' | 'online' | 'saved' | 'login' | 'button';

export interface Sync {
  /** Changes after every step; screens show it as it is. */
  readonly status: ReadonlySignal<SyncStatus>;
  /** Starts a round now, or right after the one under way. */
  poke(reason: Reason): void;
  /** Ends for good: no timer and no listener is left. */
  stop(): void;
}

/** What the engine needs from the world; tests pass their own. */
export interface World {
  fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Device wall clock, ms. */
  now: () => number;
  /** 0 ≤ n < 1, for jitter. */
  random: () => number;
  setTimeout: (act: () => void, ms: number) => number;
  clearTimeout: (timer: number) => void;
  locks: LockManager | null;
}
