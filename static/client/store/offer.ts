/** Putting entries back into the queue: after the server went back in time, after a new device id, by hand. */
import type { Connection } from './database';
import { meta, metaIn, putMetaIn, type Device, type LastWord } from './meta';
import { numbered } from './numbering';
import { inState } from './queue';
import type { EntryRow } from './schema';
import { keepSecretIn } from './seals';

type Wanted = (row: EntryRow) => boolean;

function rowsIn(connection: Connection, states: string[], wanted: Wanted): Promise<EntryRow[]> {
  return connection.read(['entries'], async (tx) => {
    const index = tx.objectStore('entries').index('state_seq');
    const rows: EntryRow[] = [];
    for (const state of states) rows.push(...(await index.getAll(inState(state))));
    return rows.filter(wanted).sort((a, b) => (a.series! - b.series!) || (a.seq! - b.seq!));
  });
}

/** Numbers `rows` after the device's last entry (`anew`: from 1) and queues them; false when one changed meanwhile. */
function renumber(
  connection: Connection, rows: EntryRow[], anew: boolean, device?: Device, secret?: string,
): Promise<boolean> {
  return numbered(
    connection,
    ['entries'],
    rows.map((row) => row.hash),
    async (tx, numbers, mine) => {
      if (!(await mine)) return false;
      const entries = tx.objectStore('entries');
      for (const row of rows) if ((await entries.get(row.id))?.state !== row.state) return false;
      for (const [place, row] of rows.entries()) {
        await entries.put({ ...row, ...numbers[place], state: 'queued', commit: null, message: '', tries: 0 });
      }
      if (device) await putMetaIn(tx, 'device', device);
      if (device && secret) {
        const series = ((await metaIn(tx, 'numbering'))?.series ?? 0) + 1;
        await keepSecretIn(tx, series, { device: device.id, secret });
      }
      return true;
    },
    anew,
  );
}

async function queueAgain(connection: Connection, states: string[], wanted: Wanted): Promise<void> {
  const elsewhere = await connection.write(['entries', 'meta'], async (tx) => {
    const series = (await metaIn(tx, 'numbering'))?.series ?? 0;
    const entries = tx.objectStore('entries');
    let others = false;
    for (const state of states) {
      for (const row of await entries.index('state_seq').getAll(inState(state))) {
        if (!wanted(row)) continue;
        if (row.series === series) await entries.put({ ...row, state: 'queued', commit: null, message: '', tries: 0 });
        else others = true;
      }
    }
    return others;
  });
  if (!elsewhere) return;
  // Numbered under an earlier device id: those numbers now belong to other entries.
  while (!(await renumber(connection, await rowsIn(connection, states, wanted), false)));
}

/**
 * Queues everything retained that the server may have lost: what it received before `told.epoch` began, or, when it
 * went back without saying so (`all`), everything. Photos are asked about anew.
 */
export async function offerAgain(connection: Connection, told: LastWord, all: boolean): Promise<void> {
  await queueAgain(connection, ['received', 'held'], (row) => all || row.epoch !== told.epoch);
  // Last: killed before this, the next answer shows again that the server went back.
  await connection.write(['photo_states', 'meta'], async (tx) => {
    const states = tx.objectStore('photo_states');
    for (const row of await states.getAll()) {
      if (row.state === 'received') await states.put({ ...row, confirmed: [], asked_on: null });
    }
    await putMetaIn(tx, 'told', told);
  });
}

/**
 * Queues what arrived above a gap in the numbers and no pull has shown yet. `acked` stands below it, so an older copy
 * of the server put back in silence could take it unseen; sent once more, it is a duplicate at worst.
 */
export async function offerAboveGap(connection: Connection, acked: number): Promise<void> {
  const series = (await meta(connection, 'numbering'))?.series ?? 0;
  const unseen: Wanted = (row) => row.series === series && row.seq! > acked && row.commit === null;
  await queueAgain(connection, ['received', 'held'], unseen);
}

/** Tries what was put aside once more, photos too; those that the server will never take only `byHand`. */
export async function sendStuckAgain(connection: Connection, byHand: boolean): Promise<void> {
  await queueAgain(connection, ['stuck'], () => true);
  await connection.write(['photo_states'], async (tx) => {
    const states = tx.objectStore('photo_states');
    for (const row of await states.index('state').getAll('stuck')) {
      if (byHand || !row.final) await states.put({ ...row, state: 'local', tries: 0 });
    }
  });
}

/**
 * Keeps the device id and the secret the server gave. If there was one before (it was cloned, rewound or forgotten), what is
 * unsent is numbered from 1 again; ids and bodies stay.
 */
export async function takeDevice(connection: Connection, device: Device, told: LastWord, secret?: string): Promise<void> {
  const before = await connection.write(['meta'], async (tx) => {
    await putMetaIn(tx, 'told', told);
    const kept = await metaIn(tx, 'device');
    if (kept) return kept;
    await putMetaIn(tx, 'device', device);
    const series = (await metaIn(tx, 'numbering'))?.series ?? 0;
    if (secret) await keepSecretIn(tx, series, { device: device.id, secret });
    return kept;
  });
  if (!before) return;
  while (!(await renumber(connection, await rowsIn(connection, ['queued'], () => true), true, device, secret)));
}
