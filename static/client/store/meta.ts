/** Single values of a person's database. */
import type { ClockSample } from './clock';
import type { Connection, ReadTransaction, Transaction } from './database';
import type { DutyTold } from '../facts/duty';
import type { MineTold } from '../facts/mine';

export interface Limits {
  entries: number;
  bytes: number;
  entry_bytes: number;
  photo_bytes: number;
}

export interface Numbering {
  /** A new device id begins a new series at seq 1. */
  series: number;
  seq: number;
  chain: string;
}

export interface Device {
  id: string;
  limits: Limits;
}

/** What the server last said about this device; going below it means that the server lost something. */
export interface LastWord {
  epoch: string;
  acked: number;
}

/** What this phone and the server share of one device: it seals the lines of an exported file, and is never in it. */
export interface Secret {
  device: string;
  secret: string;
}

/** `number` counts the pulls from the start; `whole` is true until the one under way has ended. */
export interface Pull {
  cursor: string;
  number: number;
  whole: boolean;
}

export interface MetaValues {
  numbering: Numbering;
  /** By series: each had a device id of its own. */
  seals: Record<number, Secret>;
  /** How many entries came by file in this person's name and wait for their word, as the server last said. */
  unverified: number;
  /** 本半年 of a head, as the server last said; null when it said nothing of it. */
  duty: DutyTold | null;
  /** 「我的整改」 as the server last told it. */
  mine: MineTold;
  device: Device;
  told: LastWord;
  pull: Pull;
  clock: ClockSample[];
  catalogue: { etag: string; value: unknown; fetched_at: number };
  all_received_at: number;
  /** Device ms of the last step of whichever tab holds the sync lock. */
  beat: number;
  pruned_on: string;
}

type Name = keyof MetaValues;

export async function metaIn<N extends Name>(tx: ReadTransaction | Transaction, name: N) {
  const row = await (tx as ReadTransaction).objectStore('meta').get(name);
  return row?.value as MetaValues[N] | undefined;
}

export async function putMetaIn<N extends Name>(tx: Transaction, name: N, value: MetaValues[N]): Promise<void> {
  await tx.objectStore('meta').put({ name, value });
}

export function meta<N extends Name>(connection: Connection, name: N): Promise<MetaValues[N] | undefined> {
  return connection.read(['meta'], (tx) => metaIn(tx, name));
}

export function putMeta<N extends Name>(connection: Connection, name: N, value: MetaValues[N]): Promise<void> {
  return connection.write(['meta'], (tx) => putMetaIn(tx, name, value));
}
