/** The rules of docs/sync.md, one by one, against the model server. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { world } from './world';

test('what is recorded arrives once, byte for byte, and the status says so', async () => {
  const { server, phone, walk } = await world();
  const id = await phone.note(walk, '窗口说缺一份复印件 😀');
  await phone.round('start');
  assert.equal(server.disk.entries.get(id)!.body, phone.recorded.get(id));
  assert.equal(phone.sync.status.value.state, 'all_received');
  assert.equal(phone.sync.status.value.lastAllReceivedAt, phone.time);
  const [entry] = await phone.store.entries(walk);
  assert.equal(entry!.state, 'received');
  assert.equal(entry!.at_server, server.disk.entries.get(id)!.at_server);
  assert.equal((await phone.row(id)).commit, 1);
});

for (const fault of ['lost', 'cut', 'twice', 'crash', 'down', 500, 503] as const) {
  test(`an answer that is ${fault} loses and doubles nothing`, async () => {
    const { server, phone, walk } = await world();
    await phone.round('start');
    const ids = [await phone.note(walk, '一'), await phone.note(walk, '二')];
    server.faultsAt = '/entries';
    server.faults = [fault];
    await phone.untilAllReceived();
    assert.equal(server.faults.length, 0);
    assert.deepEqual([...server.disk.entries.keys()], ids);
    for (const id of ids) assert.equal(server.disk.entries.get(id)!.body, phone.recorded.get(id));
  });
}

for (const fault of ['portal', 'bare'] as const) {
  test(`an answer that is not ours (${fault}) changes nothing`, async () => {
    const { server, phone, walk } = await world();
    await phone.note(walk, '一');
    await phone.round('start');
    const before = await phone.rows('entries');
    await phone.note(walk, '二');
    server.faults = [fault];
    await phone.round();
    assert.equal(phone.sync.status.value.state, 'offline');
    assert.deepEqual((await phone.rows('entries')).slice(0, 1), before);
    assert.equal((await phone.store.counts()).entries, 1);
  });
}

test('another installation at the same address gets nothing', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.note(walk, '一');
  const home = server.id;
  server.id = '0190bbbb-server';
  await phone.round();
  assert.equal(phone.sync.status.value.state, 'other_server');
  assert.deepEqual(server.pushes, []);
  server.id = home;
  await phone.untilAllReceived();
});

test('after a minute of silence the server is greeted before anything is sent', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  phone.time += 61_000;
  await phone.note(walk, '一');
  server.id = '0190bbbb-server';
  await phone.round('saved');
  assert.deepEqual(server.pushes, []);
});

test('logged out: everything is kept, log in is asked for, and then it goes', async () => {
  const { server, phone, walk } = await world();
  const person = server.person;
  server.person = null;
  await phone.note(walk, '一');
  await phone.round('start');
  assert.equal(phone.sync.status.value.state, 'login');
  assert.equal(phone.sync.status.value.entries, 1);
  server.person = person;
  await phone.round('login');
  assert.equal(phone.sync.status.value.state, 'all_received');
});

test('somebody else logged in: nothing is sent in their name', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.note(walk, '一');
  server.person = { id: 'p2', name: '王', unit: 'unit-1' };
  await phone.round();
  assert.equal(phone.sync.status.value.state, 'wrong_person');
  assert.deepEqual(server.pushes, []);
});

test('a push refused as wrong_person keeps everything', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.note(walk, '一');
  server.odd = (_, path) => (path === '/entries' ? [403, { error: { code: 'wrong_person' } }] : null);
  await phone.round();
  assert.equal(phone.sync.status.value.state, 'wrong_person');
  assert.equal(phone.sync.status.value.entries, 1);
});

test('a held entry is done, and says what happens to it', async () => {
  const { phone, walk } = await world();
  await phone.note(walk, 'hold me');
  await phone.round('start');
  const [entry] = await phone.store.entries(walk);
  assert.equal(entry!.state, 'held');
  assert.match(entry!.message, /人工/);
  assert.equal((await phone.store.counts()).held, 1);
  assert.equal(phone.sync.status.value.state, 'all_received');
});

test('an id that stands for something else gets a new one; both arrive', async () => {
  const { server, phone, walk } = await world();
  const id = await phone.note(walk, '二');
  const other = { id, hash: 'x', body: '{"walk":"w"}', device: 'd', seq: 9, by: 'p2', at_server: 1, commit: 0, status: 'stored' as const };
  server.disk.entries.set(id, other);
  await phone.round('start');
  const bodies = [...server.disk.entries.values()].map((one) => one.body);
  assert.deepEqual(bodies, ['{"walk":"w"}', phone.recorded.get(id)]);
  assert.equal(phone.sync.status.value.state, 'all_received');
});

test('bad_hash is sent again; after three times it is stuck and the rest goes on', async () => {
  const { server, phone, walk } = await world();
  const spoiled = await phone.note(walk, '坏');
  const sound = await phone.note(walk, '好');
  await phone.edit('entries', (row) => (row.id === spoiled ? { ...row, hash: 'f'.repeat(64) } : row));
  await phone.untilStuck();
  assert.equal(server.pushes.flat().filter(({ id }) => id === spoiled).length, 3);
  assert.ok(server.disk.entries.has(sound));
  assert.equal((await phone.row(spoiled)).state, 'stuck');
  assert.equal((await phone.store.counts()).entries, 1);
});

test('429 is obeyed: a save in between does not knock', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.note(walk, '一');
  server.headers = { 'Retry-After': '90' };
  server.faultsAt = '/entries';
  server.faults = [429];
  await phone.round();
  const asked = server.log.length;
  phone.sync.poke('saved');
  phone.sync.poke('online');
  await phone.idle();
  assert.equal(server.log.length, asked);
  assert.ok(phone.wait >= 90_000);
  await phone.later();
  assert.equal(phone.sync.status.value.state, 'all_received');
});

test('a full server disk is left alone for ten minutes', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.note(walk, '一');
  server.odd = (_, path) => (path === '/entries' ? [507, { error: { code: 'disk_full' } }] : null);
  await phone.round();
  assert.ok(phone.wait >= 600_000);
  assert.match(phone.sync.status.value.message, /空间已满/);
});

test('the catalogue is fetched once and then only asked about', async () => {
  const { server, phone } = await world();
  await phone.round('start');
  const first = await phone.store.catalogue();
  assert.deepEqual(first, { etag: '"c1"', value: { version: 'c1', matters: [] }, fetched_at: phone.time });
  phone.time += 3_600_001;
  await phone.later();
  assert.deepEqual(server.log.filter((line) => /catalogue|304/.test(line)), ['GET /catalogue', 'GET /catalogue', '304']);
  assert.equal((await phone.store.catalogue())!.fetched_at, phone.time);
});
