/** 413, 500 and what else a batch can meet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { world } from './world';

const sizes = (pushes: unknown[][]) => pushes.map((batch) => batch.length);

async function notes(phone: Awaited<ReturnType<typeof world>>['phone'], walk: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let one = 0; one < count; one++) ids.push(await phone.note(walk, `第 ${one} 条`));
  return ids;
}

test('413 halves the batch until it fits', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await notes(phone, walk, 8);
  server.odd = (_, path, json) => (path === '/entries' && json.entries.length > 2 ? [413, { error: { code: 'too_large' } }] : null);
  await phone.round();
  assert.deepEqual(sizes(server.pushes), [2, 2, 2, 2]);
  assert.equal(server.log.filter((line) => line === 'POST /entries').length, 6);
  assert.equal(phone.sync.status.value.state, 'all_received');
});

test('one entry too large for the server is put aside, and those behind it go', async () => {
  const { server, phone, walk } = await world();
  server.limits.bytes = 3_000;
  const first = await phone.note(walk, '一');
  const large = await phone.note(walk, '长'.repeat(2_000));
  const last = await phone.note(walk, '三');
  await phone.round('start');
  assert.deepEqual([...server.disk.entries.keys()], [first, last]);
  assert.equal((await phone.row(large)).state, 'stuck');
  assert.equal(phone.sync.status.value.state, 'stuck');
  assert.match(phone.sync.status.value.message, /收不下/);
});

test('500 three times, then the batch is halved until the bad entry is alone and put aside', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  const ids = await notes(phone, walk, 8);
  server.poison.add(ids[4]!);
  await phone.untilStuck();
  assert.deepEqual(sizes(server.pushes).slice(0, 4), [8, 8, 8, 4]);
  assert.equal(server.disk.entries.size, 7);
  assert.equal((await phone.row(ids[4]!)).state, 'stuck');
});

test('what is stuck can be sent again by hand, and at the next start', async () => {
  for (const reason of ['button', 'start'] as const) {
    const { server, phone, walk } = await world();
    await phone.round('start');
    const id = await phone.note(walk, '一');
    server.poison.add(id);
    await phone.untilStuck();
    server.poison.clear();
    await phone.round();
    assert.equal(phone.sync.status.value.state, 'stuck');
    await phone.round(reason);
    assert.equal(phone.sync.status.value.state, 'all_received');
  }
});

test('a server that is ill altogether makes nothing stuck', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await notes(phone, walk, 3);
  server.odd = () => [500, { error: { code: 'oops' } }];
  for (let tries = 0; tries < 12; tries++) await phone.later();
  assert.equal(phone.sync.status.value.state, 'error');
  assert.equal((await phone.store.counts()).stuck, 0);
  server.odd = null;
  await phone.untilAllReceived();
});

test('an envelope that cannot be read is narrowed down like a 500', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  const ids = await notes(phone, walk, 4);
  server.odd = (_, path, json) =>
    path === '/entries' && json.entries.some((one: { id: string }) => one.id === ids[0])
      ? [400, { error: { code: 'bad_envelope' } }]
      : null;
  await phone.untilStuck();
  assert.deepEqual([...server.disk.entries.keys()], ids.slice(1));
});

test('batches keep to the limits of the server, in entries and in bytes', async () => {
  const { server, phone, walk } = await world();
  server.limits = { ...server.limits, entries: 5, bytes: 2_000 };
  await notes(phone, walk, 12);
  await phone.round('start');
  assert.equal(server.disk.entries.size, 12);
  for (const batch of server.pushes) {
    assert.ok(batch.length <= 5);
    assert.ok(Buffer.byteLength(JSON.stringify(batch)) <= 2_000);
  }
});

const result = { id: 'another', status: 'stored', at: 1 };
for (const [what, answer] of Object.entries({
  'no results': { epoch: 'epoch-1', acked: 1, results: [] },
  'another entry': { epoch: 'epoch-1', acked: 1, results: [result] },
  'no epoch': { acked: 1, results: null },
  'no count': { epoch: 'epoch-1', results: null },
  nothing: null,
})) {
  test(`an answer with ${what} is not believed`, async () => {
    const { server, phone, walk } = await world();
    await phone.round('start');
    const id = await phone.note(walk, '一');
    const results = answer?.results ?? [{ ...result, id }];
    const told = await phone.store.outbox.told();
    server.odd = (_, path) => (path === '/entries' ? [200, answer && { ...answer, results }] : null);
    await phone.round();
    assert.equal(phone.sync.status.value.state, 'error');
    assert.equal((await phone.store.counts()).entries, 1);
    assert.deepEqual(await phone.store.outbox.told(), told);
  });
}

test('waits double from 2 s to 5 min, and begin again when the person does something', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.note(walk, '一');
  server.odd = () => [500, null];
  const waits: number[] = [];
  await phone.round();
  for (let tries = 0; tries < 10; tries++) {
    waits.push(phone.wait);
    await phone.later();
  }
  assert.deepEqual(waits, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => seconds * 1000));
  await phone.round();
  assert.equal(phone.wait, 2_000);
});
