/** What `sync/` needs of the store: the queue, the answers, the device and the clock. No screen calls this. */
import type { ServerClock } from './clock';
import type { Connection } from './database';
import type { DutyTold } from '../facts/duty';
import { applyPage, FIRST_PULL, pullFromStart, type ChangesPage } from './mirror';
import { meta, putMeta, type Device, type MetaValues, type Pull, type LastWord } from './meta';
import { offerAboveGap, offerAgain, sendStuckAgain, takeDevice } from './offer';
import { changePhoto, confirmPhotos, photosToAsk, photosToSend } from './photos/photos';
import { applyResults, nextBatch, setStuck, type PushResult, type WireEntry } from './queue';
import { pruneWalks } from './retention';
import type { PhotoStateRow } from './schema';
import { dropSecret, secretToTell } from './seals';
import type { News } from './kept';

export interface Outbox {
  /** The next entries to send, oldest first; `bytes` bounds their JSON, but one always goes. */
  nextBatch(entries: number, bytes: number): Promise<WireEntry[]>;
  /** Takes the results of a push; `told` too, unless the server went back (then: `offerAgain`). */
  applyResults(results: PushResult[], told: LastWord): Promise<void>;
  setStuck(id: string, message: string): Promise<void>;
  /** Queues what was put aside, and the photos that were, once more. */
  sendStuckAgain(byHand: boolean): Promise<void>;
  /** The server went back: queues everything it may have lost, and pulls from the start. */
  offerAgain(told: LastWord, all: boolean): Promise<void>;
  /** Queues what arrived above a gap in the numbers and no pull has shown yet. */
  offerAboveGap(acked: number): Promise<void>;

  device(): Promise<Device | null>;
  takeDevice(device: Device, told: LastWord, secret?: string): Promise<void>;
  /** The secret of this device, made now if there is none. */
  secretToTell(device: string): Promise<string>;
  dropSecret(device: string): Promise<void>;
  /** What the server last said about this device, or null before its first answer. */
  told(): Promise<LastWord | null>;
  keepTold(told: LastWord): Promise<void>;

  pull(): Promise<Pull>;
  pullFromStart(): Promise<void>;
  /** The mark of 「我的整改」 as last told; '' before. */
  mineMark(): Promise<string>;
  applyChanges(page: ChangesPage): Promise<void>;

  /** Photos to send: the least tried first, then the oldest. */
  photosToSend(): Promise<PhotoStateRow[]>;
  /** Received photos whose bytes are still here and that were not asked about on `day` (YYYY-MM-DD). */
  photosToAsk(day: string): Promise<string[]>;
  changePhoto(sha256: string, edit: (row: PhotoStateRow) => PhotoStateRow): Promise<void>;
  confirmPhotos(asked: string[], missing: Set<string>, day: string): Promise<void>;
  /** Shows one photo as 上传中; null: none. */
  setSending(sha256: string | null): void;

  /** Takes a sample of the server's clock: its time in ms, and how long the answer took. */
  measure(serverTime: number, rtt: number): Promise<void>;
  /** How many entries wait for this person's word, because they came by file in their name. */
  unverified(): Promise<number>;
  putUnverified(count: number): Promise<void>;
  duty(): Promise<DutyTold | null>;
  putDuty(duty: DutyTold | null): Promise<void>;
  allReceivedAt(): Promise<number | null>;
  putAllReceivedAt(at: number): Promise<void>;
  /** When the tab that holds the lock last did something, device ms; 0 for never. */
  lastBeat(): Promise<number>;
  beat(at: number): Promise<void>;
  /** Drops what is over and long received; looks once per `day`. */
  prune(day: string, now: number): Promise<void>;
}

export interface Backing {
  connection: Connection;
  clock: ServerClock;
  sending: Set<string>;
  now: () => number;
  tell: (...changes: News[]) => void;
}

const walksChanged = (walks: string[]): News[] => walks.map((walk) => ({ what: 'walk', walk }));

function queueSide({ connection, tell, now }: Backing) {
  return {
    nextBatch: (entries: number, bytes: number) => nextBatch(connection, entries, bytes),
    applyResults: async (results: PushResult[], told: LastWord) =>
      tell(...walksChanged(await applyResults(connection, results, told, now())), { what: 'counts' }),
    setStuck: async (id: string, message: string) => {
      await setStuck(connection, id, message);
      tell({ what: 'walks' }, { what: 'counts' });
    },
    sendStuckAgain: async (byHand: boolean) => {
      await sendStuckAgain(connection, byHand);
      tell({ what: 'walks' }, { what: 'photos' }, { what: 'counts' });
    },
    offerAgain: async (told: LastWord, all: boolean) => {
      await pullFromStart(connection);
      await offerAgain(connection, told, all);
      tell({ what: 'walks' }, { what: 'photos' }, { what: 'counts' });
    },
    offerAboveGap: (acked: number) => offerAboveGap(connection, acked),
    takeDevice: (device: Device, told: LastWord, secret?: string) => takeDevice(connection, device, told, secret),
    secretToTell: (device: string) => secretToTell(connection, device),
    dropSecret: (device: string) => dropSecret(connection, device),
  };
}

function photoSide({ connection, tell, sending }: Backing) {
  const photosChanged = () => tell({ what: 'photos' }, { what: 'counts' });
  return {
    photosToSend: () => photosToSend(connection),
    photosToAsk: (day: string) => photosToAsk(connection, day),
    changePhoto: async (sha256: string, edit: (row: PhotoStateRow) => PhotoStateRow) => {
      await changePhoto(connection, sha256, edit);
      photosChanged();
    },
    confirmPhotos: async (asked: string[], missing: Set<string>, day: string) => {
      await confirmPhotos(connection, asked, missing, day);
      photosChanged();
    },
    setSending: (sha256: string | null) => {
      sending.clear();
      if (sha256 !== null) sending.add(sha256);
      tell({ what: 'photos' });
    },
  };
}

export function openOutbox(backing: Backing): Outbox {
  const { connection, clock, tell } = backing;
  const value = async <N extends keyof MetaValues>(name: N) => (await meta(connection, name)) ?? null;
  return {
    ...queueSide(backing),
    ...photoSide(backing),
    device: () => value('device'),
    told: () => value('told'),
    keepTold: (told) => putMeta(connection, 'told', told),
    pull: async () => (await value('pull')) ?? FIRST_PULL,
    pullFromStart: () => pullFromStart(connection),
    mineMark: async () => (await value('mine'))?.mark ?? '',
    applyChanges: async (page) => {
      const walks = await applyPage(connection, page);
      tell(...walksChanged(walks), { what: 'walks' }, ...(page.problems.length ? [{ what: 'problems' } as const] : []));
      if (page.mine) tell({ what: 'mine' });
    },
    measure: (serverTime, rtt) => {
      clock.measure(serverTime, rtt);
      // On a full disk the sample lives in this page only; sending must go on.
      return putMeta(connection, 'clock', clock.samples()).catch(() => undefined);
    },
    unverified: async () => (await value('unverified')) ?? 0,
    putUnverified: async (count) => {
      if (count !== ((await value('unverified')) ?? 0)) await putMeta(connection, 'unverified', count);
    },
    duty: () => value('duty'),
    putDuty: async (duty) => {
      if (duty || (await value('duty'))) await putMeta(connection, 'duty', duty);
    },
    allReceivedAt: () => value('all_received_at'),
    putAllReceivedAt: (at) => putMeta(connection, 'all_received_at', at),
    lastBeat: async () => (await value('beat')) ?? 0,
    beat: (at) => putMeta(connection, 'beat', at).catch(() => undefined),
    prune: async (day, now) => {
      if ((await value('pruned_on')) === day) return;
      if ((await pruneWalks(connection, now)).length > 0) tell({ what: 'walks' });
      await putMeta(connection, 'pruned_on', day);
    },
  };
}
