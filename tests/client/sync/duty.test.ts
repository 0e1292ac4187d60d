/** 本半年: kept as the server last told it, with when that was, and given up with the office. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { duties } from '../journal/files';
import { world } from './world';

test('a head\'s figures are there from the first round on, offline too, until the server tells none', async () => {
  const { phone, server } = await world();
  server.duty = duties().duty;
  await phone.round();
  const told = { ...duties().duty, at: server.now() };
  assert.deepEqual(phone.sync.status.value.duty, told);
  phone.stop();
  await phone.start();
  assert.deepEqual(await phone.store.outbox.duty(), told);
  server.duty = undefined;
  await phone.round();
  assert.equal(phone.sync.status.value.duty, null);
});
