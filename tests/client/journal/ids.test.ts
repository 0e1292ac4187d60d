/** Names, hashes and spoken lengths. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chainOf, formatDuration, kindOfTime, newEntryId, sha256Hex, uuid7 } from '../../../static/client/journal/index';

test('a uuid7 carries its instant, its version and its variant', () => {
  assert.equal(uuid7(0x0195_6a00_1234, new Uint8Array(16)), '01956a00-1234-7000-8000-000000000000');
  assert.equal(uuid7(0x0195_6a00_1234, new Uint8Array(16).fill(255)), '01956a00-1234-7fff-bfff-ffffffffffff');
  assert.match(newEntryId(), /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('ids of later instants are greater, and no two are equal', () => {
  assert.ok(newEntryId(1_772_413_200_000) < newEntryId(1_772_413_200_001));
  assert.equal(new Set(Array.from({ length: 1000 }, () => newEntryId(5))).size, 1000);
});

test('a hash is over UTF-8, a chain over both hex texts', async () => {
  const hash = await sha256Hex('好');
  assert.equal(hash, 'f867f34178594f891eb70a4260f62b1d9289cfa60394f9fee1cbbe4a8b4bf436');
  assert.equal(await sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(await chainOf('', hash), await sha256Hex(hash));
  assert.equal(await chainOf(hash, hash), await sha256Hex(hash + hash));
});

test('lengths are spoken to the minute', () => {
  const minute = 60_000;
  const spoken: Array<[number, string]> = [
    [-5, '0 分'], [45_999, '不到 1 分'], [minute, '1 分'], [72 * minute, '1 小时 12 分'], [120 * minute, '2 小时'],
    [(24 * 60 + 5) * minute, '1 天 5 分'], [(51 * 60 + 9) * minute, '2 天 3 小时 9 分'],
  ];
  for (const [ms, words] of spoken) assert.equal(formatDuration(ms), words);
});

test('every stage has its kind of time', () => {
  const kinds = (['consult', 'acceptance', 'form', 'queue', 'result'] as const).map(kindOfTime);
  assert.deepEqual(kinds, ['served', 'served', 'own_work', 'waiting', 'office']);
});
