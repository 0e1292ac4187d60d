/** 「我的整改」: kept as last told, and what is written about one goes as everything else goes, without becoming a walk. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Mine } from '../../../static/client/facts/mine';
import { world } from './world';

const told = JSON.parse(readFileSync('tests/sync/mine.json', 'utf8')) as Mine;

test('it is there offline from the first round on, and told again only when it differs', async () => {
  const { phone, server } = await world();
  server.mine = { mark: 'one', lines: [told] };
  await phone.round('start');
  assert.deepEqual(await phone.store.mine(), [told]);
  phone.stop();
  await phone.start();
  assert.deepEqual(await phone.store.mine(), [told]);
  await phone.round();
  assert.deepEqual(server.marks, ['', 'one']);
  server.mine = { mark: '', lines: [] };
  await phone.round();
  assert.deepEqual(await phone.store.mine(), []);
});

test('a server of before, and one that answers in another shape, take nothing away', async () => {
  const { phone, server } = await world();
  server.mine = { mark: 'one', lines: [told] };
  await phone.round('start');
  for (const mine of [undefined, { mark: 'two', lines: null }]) {
    server.mine = mine as never;
    await phone.round();
    assert.deepEqual(await phone.store.mine(), [told]);
  }
});

test('what is written offline survives a kill, arrives once in its order, and stands among no walks', async () => {
  const { phone, server } = await world();
  server.mine = { mark: 'one', lines: [told] };
  await phone.round('start');
  server.faults = ['down'];
  await phone.store.record(told.id, [{ kind: 'progress', data: { text: '换了清单' } }]);
  await phone.store.record(told.id, [{ kind: 'submission', data: { effect: '少一份', text: '清单' } }]);
  phone.stop();
  await phone.start();
  assert.deepEqual((await phone.store.entries(told.id)).map(({ state }) => state), ['queued', 'queued']);
  assert.deepEqual(await phone.store.walks(), []);
  server.faults = ['lost'];
  server.faultsAt = '/entries';
  await phone.untilAllReceived();
  const kinds = [...server.disk.entries.values()].map(({ body }) => (JSON.parse(body) as { kind: string }).kind);
  assert.deepEqual(kinds, ['progress', 'submission']);
  assert.deepEqual((await phone.store.entries(told.id)).map(({ state }) => state), ['received', 'received']);
});
