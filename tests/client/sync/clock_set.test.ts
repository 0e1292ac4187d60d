/** The phone's clock was ahead, and the network or its owner set it right: nothing waits until that time comes again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { world } from './world';

const YEAR = 365 * 86_400_000;

test('photos that rest for an hour do not rest for a year', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  await phone.photo(walk, '一');
  server.odd = (method) => (method === 'PUT' ? [429, { error: { code: 'over_quota' } }] : null);
  server.headers = { 'Retry-After': '3600' };
  await phone.round();
  server.odd = () => null;
  phone.time -= YEAR;
  await phone.round();
  assert.equal((await phone.store.counts()).photos, 0);
});

test('the server is greeted before anything is sent', async () => {
  const { server, phone, walk } = await world();
  await phone.round('start');
  phone.time -= YEAR;
  const before = server.log.length;
  await phone.note(walk, '一');
  await phone.round('saved');
  assert.match(server.log[before] ?? '', /GET .*hello/);
});

test('the catalogue is asked for again', async () => {
  const { server, phone } = await world();
  await phone.round('start');
  phone.time -= YEAR;
  const before = server.log.length;
  await phone.round('saved');
  assert.ok(server.log.slice(before).some((line) => /GET .*catalogue/.test(line)));
});
