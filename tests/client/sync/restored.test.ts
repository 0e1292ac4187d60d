/** Servers that go back in time, and phones that are cloned or rewound. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha } from './model_server';
import { another, world } from './world';

test('a restored server with a new epoch gets everything again, with the times it gave', async () => {
  const { server, phone, walk } = await world();
  const empty = server.backup();
  const id = await phone.note(walk, '一');
  await phone.round('start');
  const given = server.disk.entries.get(id)!.at_server;
  // From another skew another time would follow, had the phone not kept the one it was told.
  server.now = () => phone.time + 9_000;
  phone.time += 5_000_000;
  server.restore(empty, false);
  await phone.untilAllReceived();
  const again = server.disk.entries.get(id)!;
  assert.equal(again.body, phone.recorded.get(id));
  assert.equal(again.at_server, given);
});

test('a restored server that kept this device is noticed by its new epoch too', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const copy = server.backup();
  const id = await phone.note(walk, '一');
  await phone.round('saved');
  server.restore(copy, false);
  await phone.untilAllReceived();
  assert.ok(server.disk.entries.has(id));
});

test('an older copy put back in silence is noticed by what it acknowledges', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const copy = server.backup();
  const id = await phone.note(walk, '一');
  await phone.round('saved');
  server.restore(copy, true);
  await phone.round('saved');
  // Nothing was greeted: the pull's cursor is what gives it away here.
  assert.ok(server.disk.entries.has(id));
});

test('a photo that an older copy lacks, and nothing else, is asked for the next day and sent again', async () => {
  const { server, phone, walk } = await world();
  const hash = await phone.photo(walk, '叫号屏');
  await phone.untilAllReceived();
  const copy = server.backup();
  copy.photos.delete(hash);
  server.restore(copy, true);
  await phone.round('start');
  assert.ok(!server.disk.photos.has(hash), 'nothing gives it away on the same day');
  phone.time += 86_400_000;
  await phone.round('start');
  await phone.untilAllReceived();
  assert.ok(server.disk.photos.has(hash));
});

test('a push that shows less acknowledged than before offers everything again', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const copy = server.backup();
  const lost = await phone.note(walk, '一');
  await phone.round('saved');
  server.restore(copy, true);
  await phone.note(walk, '二');
  server.odd = (_, path) => (path === '/changes' ? [503, null] : null);
  await phone.round('saved');
  assert.ok(server.disk.entries.has(lost));
});

test('what arrived above a gap, and no pull has shown, survives an older copy put back in silence', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const copy = server.backup();
  await phone.store.outbox.setStuck(await phone.note(walk, '收不下的'), '');
  const above = await phone.note(walk, '一');
  server.odd = (_, path) => (path === '/changes' ? [503, null] : null);
  await phone.round('saved');
  assert.ok(server.disk.entries.has(above));
  server.restore(copy, true);
  server.odd = null;
  await phone.round();
  assert.ok(server.disk.entries.has(above));
  // Seen by a pull it is vouched for, and not sent at every greeting.
  const sent = server.pushes.length;
  await phone.round();
  assert.equal(server.pushes.length, sent);
});

test('killed right after the answer that shows it, the phone still notices', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const copy = server.backup();
  const lost = await phone.note(walk, '一');
  await phone.round('saved');
  server.restore(copy, false);
  await phone.note(walk, '二');
  // The results are taken, and what should follow never happens.
  const batch = await phone.store.outbox.nextBatch(10, 1_000_000);
  const results = batch.map(({ id }) => ({ id, status: 'stored' as const, at: 1 }));
  await phone.store.outbox.applyResults(results, { epoch: server.disk.epoch, acked: 1 });
  phone.stop();
  await phone.start();
  server.odd = (_, path) => (path === '/changes' ? [503, null] : null);
  await phone.round();
  assert.ok(server.disk.entries.has(lost));
});

test('a device the server does not know is replaced; what is unsent is numbered from 1', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const id = await phone.note(walk, '一');
  server.disk.devices.clear();
  await phone.round('saved');
  const { device, body } = server.disk.entries.get(id)!;
  assert.deepEqual([device, body], ['device-2', phone.recorded.get(id)]);
  const batch = server.pushes[server.pushes.length - 1]!;
  assert.deepEqual(batch.map(({ seq }) => seq), [1, 2]);
  assert.equal(batch[1]!.chain, sha(batch[0]!.chain + batch[1]!.hash));
  assert.equal(batch[0]!.chain, sha(batch[0]!.hash));
});

test('a server that forgot the device has forgotten more: everything is offered, pull or no pull', async () => {
  const { server, phone, walk } = await world();
  const empty = server.backup();
  const id = await phone.note(walk, '一');
  await phone.round('start');
  await phone.store.outbox.pullFromStart();
  server.restore(empty, true);
  await phone.untilAllReceived();
  assert.ok(server.disk.entries.has(id));
});

test('two phones under one device id: both keep all, one takes another id', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const twin = await another(server, await phone.copyDisk());
  const mine = await phone.note(walk, '一');
  const theirs = await twin.note(walk, '二');
  await phone.untilAllReceived();
  await twin.untilAllReceived();
  const later = await twin.note(walk, '三');
  await twin.untilAllReceived();
  await phone.untilAllReceived();
  assert.deepEqual([...server.disk.entries.keys()].slice(1).sort(), [mine, theirs, later].sort());
  const { device, seq } = server.disk.entries.get(later)!;
  assert.deepEqual([device, seq], ['device-2', 1]);
  assert.equal((await phone.store.entries(walk)).length, 4);
  assert.equal((await twin.store.entries(walk)).length, 4);
});

test('entries numbered under an earlier device id are numbered anew when offered again', async () => {
  const { server, phone, walk } = await world();
  await phone.note(walk, '零');
  await phone.round('start');
  const twin = await another(server, await phone.copyDisk());
  await phone.note(walk, '一');
  await phone.round();
  await twin.note(walk, '二');
  await twin.round();
  await twin.note(walk, '三');
  await twin.untilAllReceived();
  const { devices, epoch, photos } = server.disk;
  server.restore({ epoch, devices, photos, entries: new Map(), commits: [] }, false);
  await twin.untilAllReceived();
  const stored = [...server.disk.entries.values()].map(({ device, seq }) => `${device} ${seq}`).sort();
  // 三 was the first of device-2; 零 and 二 follow it under fresh numbers.
  assert.deepEqual(stored, ['device-2 1', 'device-2 2', 'device-2 3']);
});

test('a photo whose bytes the restored server lost is sent again', async () => {
  const { server, phone, walk } = await world();
  const empty = server.backup();
  const hash = await phone.photo(walk, '照片');
  await phone.round('start');
  assert.ok(server.disk.photos.has(hash));
  server.restore(empty, false);
  await phone.untilAllReceived();
  await phone.round();
  assert.ok(server.disk.photos.has(hash));
});
