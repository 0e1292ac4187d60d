import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDB } from 'idb';
import { chainOf, sha256Hex } from '../../../static/client/journal/index';
import { newId } from '../../../static/client/store/id';
import { ANNA, clock, freshDisk, NAME, note, opened } from './fixture';

async function rows(name: string): Promise<any[]> {
  const db = await openDB(NAME);
  const all = await db.getAll(name);
  db.close();
  return all;
}

test('an entry is frozen as the contract says', async () => {
  freshDisk();
  const store = await opened();
  const walk = newId();
  const [entry] = await store.record(walk, [{ kind: 'stage', data: { stage: 'queue', step: 'ticket', visit: 1 } }]);
  const [row] = await rows('entries');
  const body = JSON.parse(row.body);
  assert.deepEqual(Object.keys(body), ['v', 'walk', 'kind', 'by', 'at', 'tz', 'clock', 'how', 'data']);
  assert.deepEqual(
    [body.v, body.walk, body.by, body.at, body.how, body.data],
    [1, walk, ANNA.id, clock.time, 'tap', { stage: 'queue', step: 'ticket', visit: 1 }],
  );
  assert.match(entry!.id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(row.hash, await sha256Hex(row.body));
  assert.equal(row.chain, await chainOf('', row.hash));
  assert.equal(row.seq, 1);
});

test('numbers and chain go on without a gap, also when two tabs record at once', async () => {
  freshDisk();
  const [here, there] = [await opened(), await opened()];
  const walk = newId();
  const burst = Array.from({ length: 12 }, (_, one) => (one % 2 ? here : there).record(walk, [note(`${one}`), note(`${one}+`)]));
  await Promise.all(burst);
  const entries = (await rows('entries')).sort((a, b) => a.seq - b.seq);
  assert.deepEqual(entries.map(({ seq }) => seq), Array.from({ length: 24 }, (_, place) => place + 1));
  let chain = '';
  for (const entry of entries) assert.equal(entry.chain, (chain = await chainOf(chain, entry.hash)));
});

test('entries, photos and the end of a draft are one: all or nothing', async () => {
  freshDisk();
  const store = await opened();
  const walk = newId();
  await store.putDraft('problem', { text: '半句' });
  const photo = { sha256: 'a'.repeat(64), bytes: new ArrayBuffer(4), thumb: null };
  const unkeepable = { ...photo, bytes: (() => undefined) as never };
  await assert.rejects(store.record(walk, [note('一')], [unkeepable], { draft: 'problem' }), { name: 'SaveFailed' });
  assert.deepEqual([await rows('entries'), await rows('photo_states'), await rows('walks')], [[], [], []]);
  assert.deepEqual(await store.draft('problem'), { text: '半句' });
  await store.record(walk, [note('一')], [photo], { draft: 'problem' });
  assert.equal((await rows('entries'))[0].seq, 1);
  assert.equal(await store.draft('problem'), null);
  assert.equal((await store.photo(photo.sha256))!.byteLength, 4);
});

test('a full disk says what is safe and what to do', async (t) => {
  freshDisk();
  const store = await opened();
  const full = new DOMException('full', 'QuotaExceededError');
  t.mock.method(IDBObjectStore.prototype, 'add', () => { throw full; });
  await assert.rejects(store.record(newId(), [note('一')]), (error: any) => {
    assert.deepEqual([error.name, error.reason], ['SaveFailed', 'quota']);
    assert.match(error.message, /空间不足.*之前已存的都在.*再存一次/);
    return true;
  });
});

test('a browser that keeps nothing is found out at the first save', async (t) => {
  freshDisk();
  const store = await opened();
  const get = IDBObjectStore.prototype.get;
  let written = false;
  t.mock.method(IDBObjectStore.prototype, 'add', function (this: IDBObjectStore, row: unknown) {
    written = true;
    return this.put(row);
  });
  t.mock.method(IDBObjectStore.prototype, 'get', function (this: IDBObjectStore, key: IDBValidKey) {
    return get.call(this, written && this.name === 'entries' ? 'nowhere' : key);
  });
  await assert.rejects(store.record(newId(), [note('一')]), { name: 'SaveFailed', reason: 'not_kept' });
});

test('what is recorded is there after the page was killed, in its walk, latest first', async () => {
  freshDisk();
  const store = await opened();
  const [older, newer] = [newId(), newId()];
  await store.record(older, [note('一')]);
  clock.time += 1000;
  await store.record(newer, [note('二')]);
  store.close();
  const again = await opened();
  assert.deepEqual((await again.walks()).map(({ walk }) => walk), [newer, older]);
  assert.deepEqual((await again.entries(older)).map(({ body }) => body.data), [{ text: '一' }]);
  const { entries, oldest } = await again.counts();
  assert.deepEqual([entries, oldest], [2, clock.time - 1000]);
});

test('what is added later carries the time it is given', async () => {
  freshDisk();
  const store = await opened();
  const [entry] = await store.record(newId(), [{ ...note('补'), at: 5_000, how: 'later' }]);
  assert.deepEqual([entry!.body.at, entry!.body.how], [5_000, 'later']);
});

test('ids grow even inside one millisecond and with the clock set back', () => {
  const ids = [newId(9e12), newId(9e12), newId(8e12), newId(9e12 + 1)];
  assert.deepEqual([...ids].sort(), ids);
  assert.equal(new Set(ids).size, 4);
});

test('every store of a change hears of it, in its own words', async () => {
  freshDisk();
  const store = await opened();
  const heard: string[] = [];
  const stop = store.subscribe(({ what }) => heard.push(what));
  await store.record(newId(), [note('一')]);
  assert.deepEqual(heard, ['walk', 'walks', 'counts', 'saved']);
  stop();
  await store.record(newId(), [note('二')]);
  assert.equal(heard.length, 4);
});

test('another tab hears of it too', async () => {
  freshDisk();
  const [here, there] = [await opened(), await opened()];
  const heard = new Promise((resolve) => there.subscribe((change) => change.what === 'saved' && resolve(change)));
  await here.record(newId(), [note('一')]);
  assert.deepEqual(await heard, { what: 'saved' });
});
