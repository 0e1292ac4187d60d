/** What the server tells: others' entries, and for one's own the time and place it gave them. */
import type { MineTold } from '../facts/mine';
import type { Body } from '../journal/index';
import type { Connection, Transaction } from './database';
import { metaIn, putMetaIn, type Pull } from './meta';
import { giveOtherId } from './queue';
import type { EntryRow } from './schema';
import type { ProblemRow } from './kept';

export interface ChangedEntry {
  id: string;
  hash: string;
  /** Null after a legal erasure, and of what is restricted and not for this person. */
  body: string | null;
  at_server: number;
  commit: number;
  restricted?: boolean;
  /** Of a restricted one, whose body does not tell. */
  walk?: string;
  kind?: string;
}

/** An answer of `GET /changes`. */
export interface ChangesPage {
  epoch: string;
  entries: ChangedEntry[];
  problems: ProblemRow[];
  gone: string[];
  cursor: string;
  more: boolean;
  reset: boolean;
  /** Where it differs from what was told before. */
  mine?: MineTold;
}

export const FIRST_PULL: Pull = { cursor: '', number: 1, whole: true };

/** The body as an object, or null when it is not one this app can read. */
export function parseBody(text: string): Body | null {
  try {
    const body = JSON.parse(text) as Body | null;
    return typeof body?.walk === 'string' && typeof body.at === 'number' ? body : null;
  } catch {
    return null;
  }
}

async function mirrorEntry(tx: Transaction, entry: ChangedEntry, pull: number, walks: Set<string>): Promise<void> {
  const entries = tx.objectStore('entries');
  const kept = await entries.get(entry.id);
  if (kept?.own && (entry.body !== null || entry.restricted) && kept.hash !== entry.hash) {
    // Another phone was quicker with this id: both entries are kept.
    await giveOtherId(tx, kept);
  } else if (kept?.own) {
    // One's own copy is never replaced, only told its time, and that a person on the desk has released it.
    const released = kept.state === 'held' && { state: 'received' as const, message: '' };
    await entries.put({ ...kept, at_server: entry.at_server, commit: entry.commit, ...released });
    walks.add(kept.walk);
    return;
  }
  const said = saidBy(entry);
  if (!said) {
    if (kept) walks.add(kept.walk);
    return entries.delete(entry.id);
  }
  const { id, hash, at_server, commit } = entry;
  const { walk, kind, at } = said;
  const row: EntryRow = {
    id, walk, body: entry.body ?? '', hash, state: 'mirror', at, own: false, at_server, commit, message: '', pull,
  };
  if (entry.body === null) row.restricted = kind;
  await entries.put(row);
  walks.add(walk);
  const line = await tx.objectStore('walks').get(walk);
  await tx.objectStore('walks').put({
    walk,
    last_at: Math.max(at, line?.last_at ?? 0),
    own: line?.own ?? false,
    pruned: (line?.pruned ?? false) && kind !== 'open',
  });
}

/** What is known of an entry: from its body, or, where that is restricted, from what stands beside it. */
function saidBy({ body, restricted, walk, kind, at_server }: ChangedEntry): { walk: string; kind: string; at: number } | null {
  if (body !== null) return parseBody(body);
  return restricted && walk && kind ? { walk, kind, at: at_server } : null;
}

/** Drops others' entries of a walk; one's own stay whatever the server says. */
async function dropMirror(tx: Transaction, walk: string): Promise<void> {
  const rows = await tx.objectStore('entries').index('walk').getAll(walk);
  for (const row of rows) if (!row.own) await tx.objectStore('entries').delete(row.id);
  if (!rows.some((row) => row.own)) await tx.objectStore('walks').delete(walk);
  for (const kept of await tx.objectStore('problems').getAll()) {
    if (kept.walk === walk) await tx.objectStore('problems').delete(kept.id);
  }
}

/** After a pull from the start: what it did not bring has left this person's scope. */
async function dropUnseen(tx: Transaction, pull: number): Promise<void> {
  const entries = tx.objectStore('entries');
  const walks = new Set<string>();
  for (const row of await entries.index('pull').getAll(IDBKeyRange.upperBound(pull, true))) {
    await entries.delete(row.id);
    walks.add(row.walk);
  }
  for (const walk of walks) {
    if ((await entries.index('walk').count(walk)) === 0) await tx.objectStore('walks').delete(walk);
  }
  for (const kept of await tx.objectStore('problems').getAll()) {
    if (kept.pull < pull) await tx.objectStore('problems').delete(kept.id);
  }
}

/** Rows and cursor in one transaction: a page is taken whole or not at all. Returns the walks it touched. */
export function applyPage(connection: Connection, page: ChangesPage): Promise<string[]> {
  return connection.write(['entries', 'walks', 'problems', 'meta'], async (tx) => {
    const pull = (await metaIn(tx, 'pull')) ?? FIRST_PULL;
    const walks = new Set<string>();
    for (const entry of page.entries) await mirrorEntry(tx, entry, pull.number, walks);
    for (const row of page.problems) {
      const walk = typeof row.walk === 'string' ? row.walk : null;
      if (walk) walks.add(walk);
      await tx.objectStore('problems').put({ id: row.id, walk, pull: pull.number, row });
    }
    for (const walk of page.gone) {
      walks.add(walk);
      await dropMirror(tx, walk);
    }
    if (pull.whole && !page.more) await dropUnseen(tx, pull.number);
    if (page.mine) await putMetaIn(tx, 'mine', page.mine);
    await putMetaIn(tx, 'pull', { ...pull, cursor: page.cursor, whole: pull.whole && page.more });
    return [...walks];
  });
}

/** The next pull begins at the start; until it has ended nothing of the mirror is dropped. */
export function pullFromStart(connection: Connection): Promise<void> {
  return connection.write(['meta'], async (tx) => {
    const pull = (await metaIn(tx, 'pull')) ?? FIRST_PULL;
    await putMetaIn(tx, 'pull', { cursor: '', number: pull.number + 1, whole: true });
  });
}
