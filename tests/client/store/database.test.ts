/** What phones do to open databases. */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { IDBOpenDBRequest as FDBOpenDBRequest } from 'fake-indexeddb';
import { openDB } from 'idb';
import { makeClock } from '../../../static/client/store/clock';
import { connect, type Connection } from '../../../static/client/store/database';
import { messageOf } from '../../../static/client/store/failure';
import { newId } from '../../../static/client/store/id';
import { keepEntries } from '../../../static/client/store/record';
import { ANNA, clock, freshDisk, NAME, note, opened } from './fixture';

test('every write asks for the strict kind', async (t) => {
  freshDisk();
  const store = await opened();
  const transaction = t.mock.method(IDBDatabase.prototype, 'transaction');
  await store.record(newId(), [note('一')]);
  await store.putDraft('k', 1);
  const writes = transaction.mock.calls.filter(({ arguments: [, mode] }) => mode === 'readwrite');
  assert.equal(writes.length, 2);
  for (const { arguments: [, , options] } of writes) assert.deepEqual(options, { durability: 'strict' });
});

const LOST = [
  new DOMException('The database connection is closing.', 'InvalidStateError'),
  new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError'),
];
for (const error of LOST) {
  test(`a lost connection (${error.name}) is opened again and the write repeated`, async (t) => {
    freshDisk();
    const store = await opened();
    const walk = newId();
    let times = 0;
    const real = IDBDatabase.prototype.transaction;
    t.mock.method(IDBDatabase.prototype, 'transaction', function (this: IDBDatabase, ...given: never) {
      const [, mode] = given as unknown as [unknown, string];
      if (mode === 'readwrite' && ++times === 1) throw error;
      return Reflect.apply(real, this, given);
    });
    await store.record(walk, [note('一')]);
    assert.equal((await store.entries(walk)).length, 1);
    assert.equal(times, 2);
  });
}

test('a write that reached the disk before the connection was lost is not made twice', async () => {
  freshDisk();
  await opened();
  const real = connect(NAME, () => undefined);
  // Complete on the disk, but the page was told that the connection is gone, and repeats it.
  const write: Connection['write'] = async (stores, work) => {
    await real.write(stores, work);
    return real.write(stores, work);
  };
  const now = () => clock.time;
  const keeping = { connection: { ...real, write }, person: ANNA, clock: makeClock(now), now };
  for (const text of ['一', '二']) await keepEntries(keeping, newId(), [note(text)], [], undefined);
  const rows = await real.read(['entries'], (tx) => tx.objectStore('entries').getAll());
  assert.deepEqual(rows.map(({ seq }) => seq), [1, 2]);
  real.close();
});

test('an error that is not a lost connection is not repeated', async (t) => {
  freshDisk();
  const store = await opened();
  const put = t.mock.method(IDBObjectStore.prototype, 'put', () => { throw new DOMException('full', 'QuotaExceededError'); });
  await assert.rejects(store.putDraft('k', 1), { reason: 'quota' });
  assert.equal(put.mock.callCount(), 1);
});

test('opening is tried three times', async (t) => {
  freshDisk();
  const real = IDBFactory.prototype.open;
  let tries = 0;
  const disk = globalThis.indexedDB;
  t.mock.method(disk, 'open', (...given: [string, number]) => {
    tries += 1;
    if (tries < 3) throw new DOMException('Internal error opening backing store', 'UnknownError');
    return real.apply(disk, given);
  });
  await (await opened()).putDraft('k', 1);
  assert.equal(tries, 3);
});

/** Opening that the browser never answers, as often as said. */
function unanswered(t: TestContext, times: number): void {
  const disk = globalThis.indexedDB;
  const real = disk.open.bind(disk);
  t.mock.method(disk, 'open', (...given: [string, number]) => (times-- > 0 ? new FDBOpenDBRequest() : real(...given)));
}

async function pass(t: TestContext, ms: number): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((next) => setImmediate(next));
  t.mock.timers.tick(ms);
}

test('an opening that is never answered is tried once more by itself', async (t) => {
  freshDisk();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  unanswered(t, 1);
  const disk = connect(NAME, () => undefined);
  const read = disk.read(['meta'], (tx) => tx.objectStore('meta').getAll());
  await pass(t, 5_000);
  assert.deepEqual(await read, []);
  disk.close();
});

test('an opening that is never answered is said, and may be tried again', async (t) => {
  freshDisk();
  t.mock.timers.enable({ apis: ['setTimeout'] });
  unanswered(t, 2);
  const disk = connect(NAME, () => undefined);
  const read = () => disk.read(['meta'], (tx) => tx.objectStore('meta').getAll());
  const said = assert.rejects(read(), (error) => messageOf(error).startsWith('手机存储还没有打开，记录都在。'));
  await pass(t, 5_000);
  await pass(t, 5_000);
  await said;
  assert.deepEqual(await read(), []);
  disk.close();
});

test('a newer schema on the disk is read and written by an older page', async () => {
  freshDisk();
  const store = await opened();
  const walk = newId();
  await store.record(walk, [note('一')]);
  store.close();
  const newer = await openDB(NAME, 7, { upgrade: (db) => void db.createObjectStore('later') });
  newer.close();
  const again = await opened();
  await again.record(walk, [note('二')]);
  assert.equal((await again.entries(walk)).length, 2);
});

test('a newer app in another tab is let through, and this one is told', async () => {
  freshDisk();
  const store = await opened();
  const told = new Promise((resolve) => store.subscribe(({ what }) => what === 'superseded' && resolve(what)));
  const newPage = new BroadcastChannel(NAME);
  const heard: string[] = [];
  newPage.onmessage = ({ data }) => heard.push(data.what);
  const newer = await openDB(NAME, 7, { upgrade: (db) => void db.createObjectStore('later') });
  newer.close();
  assert.equal(await told, 'superseded');
  await store.putDraft('still', 'writes');
  assert.equal(await store.draft('still'), 'writes');
  // The last message arrives after whatever was sent before it; the new page is not asked to reload.
  await store.record(newId(), [note('一')]);
  while (!heard.includes('saved')) await new Promise((next) => setImmediate(next));
  assert.ok(!heard.includes('superseded'));
  newPage.close();
});
