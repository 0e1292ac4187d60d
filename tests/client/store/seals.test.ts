/** Seals: each exported line proves by itself that this phone wrote it; the secret never leaves the phone. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { hmacHex } from '../../../static/client/journal/index';
import { another, world } from '../sync/world';
import type { Phone } from '../sync/phone';
import type { ModelServer } from '../sync/model_server';

const linesOf = async (phone: Phone): Promise<any[]> =>
  (await (await phone.store.unsent()).text()).trimEnd().split('\n').map((line) => JSON.parse(line));

const holds = (server: ModelServer, { seal, entry }: any): boolean => {
  const [form, from, device, person, ...said] = JSON.parse(seal.of);
  const { series, seq, id, hash, chain, at_server } = entry;
  assert.deepEqual([form, from, person], ['zlc-rescue-1', server.id, '01900000-0000-7000-8000-00000000p001']);
  assert.deepEqual(said.slice(0, 6), [series, seq, id, hash, chain, at_server]);
  const secret = server.secrets.get(device);
  return secret !== undefined && seal.hmac === createHmac('sha256', Buffer.from(secret, 'hex')).update(seal.of).digest('hex');
};

test('an HMAC is that of RFC 4231', async () => {
  assert.equal(
    await hmacHex('0b'.repeat(20), 'Hi There'), 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  );
});

test('every entry of a file carries a seal that holds, and the secret is not in the file', async () => {
  const { phone, walk, server } = await world();
  await phone.round();
  await phone.note(walk, '一');
  await phone.note(walk, '二');
  const lines = await linesOf(phone);
  const entries = lines.filter((line) => line.entry);
  assert.equal(entries.length, 2);
  for (const line of entries) assert.ok(holds(server, line));
  assert.equal(JSON.parse(entries[0].seal.of).at(-1), lines[0].rescue.offset);
  const text = await (await phone.store.unsent()).text();
  for (const secret of server.secrets.values()) assert.ok(!text.includes(secret));
});

test('what an earlier device numbered is sealed with the secret of that one', async () => {
  const { phone, walk, server } = await world();
  await phone.round();
  const put_aside = await phone.note(walk, '放一边');
  await phone.store.outbox.setStuck(put_aside, '太长');
  const waits = await phone.note(walk, '等着');
  const secret = 'cd'.repeat(32);
  server.secrets.set('device-9', secret);
  await phone.store.outbox.takeDevice({ id: 'device-9', limits: server.limits }, { epoch: server.disk.epoch, acked: 0 }, secret);
  const entries = (await linesOf(phone)).filter((line) => line.entry);
  const device = (id: string) => JSON.parse(entries.find((line) => line.entry.id === id).seal.of)[2];
  assert.deepEqual([device(put_aside), device(waits)], ['device-1', 'device-9']);
  for (const line of entries) assert.ok(holds(server, line));
});

test('a phone of before gets a secret at its next greeting, and the same one if the answer was lost', async () => {
  const { phone, walk, server } = await world();
  server.givesSecrets = false;
  await phone.round();
  const id = await phone.note(walk, '一');
  assert.equal((await linesOf(phone)).find((line) => line.entry?.id === id).seal, undefined);
  server.faultsAt = '/devices/device-1/secret';
  server.faults.push('lost');
  await phone.round();
  const told = server.secrets.get('device-1')!;
  assert.match(told, /^[0-9a-f]{64}$/);
  server.secrets.clear(); // as after a restore to before
  await phone.untilAllReceived();
  await phone.round();
  assert.equal(server.secrets.get('device-1'), told);
  await phone.note(walk, '二');
  assert.ok(holds(server, (await linesOf(phone)).find((line) => line.entry)));
});

test('of two copies of a phone the second has no secret rather than a wrong one, and sends all the same', async () => {
  const { phone, walk, server } = await world();
  server.givesSecrets = false;
  await phone.round();
  const copy = await another(server, await phone.copyDisk());
  await phone.round();
  assert.equal(server.secrets.size, 1);
  server.log.length = 0;
  // The copy was made while the server knew of none, and asks after the other has told its own.
  await copy.store.outbox.secretToTell('device-1');
  server.odd = (method, path) => (path === '/hello' && method === 'GET'
    ? [200, { server: server.id, epoch: server.disk.epoch, person: server.person, acked: 0, sealed: false }] : null);
  await copy.note(walk, '一');
  await copy.round();
  assert.deepEqual(server.log.filter((line) => line.startsWith('POST')), ['POST /devices/device-1/secret', 'POST /entries']);
  await copy.note(walk, '二');
  assert.equal((await linesOf(copy)).find((line) => line.entry).seal, undefined);
});

test('what came by file in this person\'s name is told by the greeting and stays told', async () => {
  const { phone, server } = await world();
  await phone.round();
  assert.equal(phone.sync.status.value.unverified, 0);
  server.unverified = 11;
  await phone.round();
  assert.equal(phone.sync.status.value.unverified, 11);
  phone.stop();
  await phone.start();
  assert.equal(await phone.store.outbox.unverified(), 11);
  server.unverified = 0;
  await phone.round();
  assert.equal(phone.sync.status.value.unverified, 0);
});
