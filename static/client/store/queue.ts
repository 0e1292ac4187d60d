/** What waits to be sent, and what the server's answers do to it. For `sync/` only. */
import type { Entry } from '../journal/index';
import { otherId } from './id';
import { metaIn, putMetaIn, type LastWord } from './meta';
import type { Connection, Transaction } from './database';
import type { EntryRow } from './schema';

/** As sent: one the server has seen before carries the `at_server` it was told. */
export type WireEntry = Entry & { at_server?: number };

export interface PushResult {
  id: string;
  status: 'stored' | 'held' | 'id_reused' | 'bad_hash';
  duplicate?: boolean;
  /** The server's `at_server` for it. */
  at?: number | null;
  why?: string;
  message?: string;
}

const BAD_HASH_TRIES = 3;

function wire(row: EntryRow): WireEntry {
  const entry: WireEntry = {
    id: row.id,
    seq: row.seq ?? 0,
    hash: row.hash,
    chain: row.chain ?? '',
    body: row.body,
  };
  if (row.at_server !== null) entry.at_server = row.at_server;
  return entry;
}

/** Rows of a state in the order of their numbers. */
export const inState = (state: string) => IDBKeyRange.bound([state, -Infinity], [state, Infinity]);

export function nextBatch(connection: Connection, entries: number, bytes: number): Promise<WireEntry[]> {
  const measure = new TextEncoder();
  return connection.read(['entries'], async (tx) => {
    const batch: WireEntry[] = [];
    let total = 0;
    for (const row of await tx.objectStore('entries').index('state_seq').getAll(inState('queued'), entries)) {
      const entry = wire(row);
      total += measure.encode(JSON.stringify(entry)).length + 1;
      if (batch.length > 0 && total > bytes) break;
      batch.push(entry);
    }
    return batch;
  });
}

/** An id that stands for something else on the server: the body gets a new one, and stays as it is. */
export async function giveOtherId(tx: Transaction, row: EntryRow): Promise<void> {
  await tx.objectStore('entries').delete(row.id);
  await tx.objectStore('entries').put({ ...row, id: otherId(row.id, row.hash) });
}

function settled(row: EntryRow, result: PushResult, told: LastWord, now: number): EntryRow {
  if (result.status === 'bad_hash') {
    const tries = (row.tries ?? 0) + 1;
    const stuck = tries >= BAD_HASH_TRIES;
    return { ...row, tries, state: stuck ? 'stuck' : 'queued', message: stuck ? result.message || '内容与校验值不符' : '' };
  }
  const held = result.status === 'held';
  return {
    ...row,
    state: held ? 'held' : 'received',
    message: held ? result.message || '服务器已收到，等待人工核对' : '',
    at_server: result.at ?? row.at_server,
    received_at: now,
    epoch: told.epoch,
  };
}

/** What the server says now cannot follow what it said before: an older copy of it is running. */
export function wentBack(before: LastWord | null | undefined, now: LastWord): 'epoch' | 'acked' | null {
  if (!before) return null;
  if (before.epoch !== now.epoch) return 'epoch';
  return now.acked < before.acked ? 'acked' : null;
}

/** Takes a push's results in one transaction, and `told` unless the server went back. Returns the walks touched. */
export function applyResults(
  connection: Connection,
  results: PushResult[],
  told: LastWord,
  now: number,
): Promise<string[]> {
  return connection.write(['entries', 'meta'], async (tx) => {
    const walks = new Set<string>();
    for (const result of results) {
      const row = await tx.objectStore('entries').get(result.id);
      // Another tab may have taken the same answer already.
      if (!row?.own || row.state !== 'queued') continue;
      walks.add(row.walk);
      if (result.status === 'id_reused') await giveOtherId(tx, row);
      else await tx.objectStore('entries').put(settled(row, result, told, now));
    }
    // Kept by offerAgain once everything is queued: a kill in between must not hide it.
    if (!wentBack(await metaIn(tx, 'told'), told)) await putMetaIn(tx, 'told', told);
    return [...walks];
  });
}

/** Puts one entry aside so that the queue goes on; it is kept, shown and can be sent again. */
export function setStuck(connection: Connection, id: string, message: string): Promise<void> {
  return connection.write(['entries'], async (tx) => {
    const row = await tx.objectStore('entries').get(id);
    if (row?.own && row.state === 'queued') await tx.objectStore('entries').put({ ...row, state: 'stuck', message });
  });
}
