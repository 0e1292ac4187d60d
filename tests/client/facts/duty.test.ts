/** 「本半年」 of a head, from the golden file that the server's tests read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dutyWords } from '../../../static/client/facts/duty';
import { duties } from '../journal/files';

const { time, duty, title, as_of, lines } = duties();

test('each figure is said with the page that counts it, and when it was counted', () => {
  assert.deepEqual(dutyWords({ ...duty, at: time }, time), { title, asOf: as_of, lines });
});

test('figures of a half-year that is over say which one', () => {
  const said = (day: string): string => dutyWords({ ...duty, at: time }, Date.parse(`${day}T00:00+08:00`)).title;
  assert.deepEqual([said('2026-12-31'), said('2027-01-01')], [title, '2026-07-01 至 2026-12-31']);
});
