/** Times as people read them, whatever zone the phone is set to. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  begunAt, dayOf, fromInput, hourOf, inputValue, momentOf, running, shortMoment,
} from '../../../static/client/facts/dates';

const AT = Date.parse('2026-11-23T06:32:05Z');

test('an instant is said in the time of China', () => {
  assert.equal(hourOf(AT), '14:32');
  assert.equal(momentOf(AT), '11月23日 周一 14:32');
  assert.equal(dayOf(Date.parse('2026-11-22T16:00:00Z')), '11月23日 周一');
});

test('today needs only the hour', () => {
  assert.equal(shortMoment(AT, AT + 3600_000), '14:32');
  assert.equal(shortMoment(AT, AT + 86_400_000), '11月23日 周一 14:32');
  const MIDNIGHT = AT + 10 * 3600_000;
  assert.equal(begunAt(AT, MIDNIGHT), '14:32', 'what runs past midnight keeps to its hour');
  assert.equal(begunAt(AT, AT + 12 * 3600_000), '11月23日 周一 14:32');
});

test('a running time counts seconds until it has lasted a day', () => {
  assert.equal(running(0), '00:00');
  assert.equal(running(-5000), '00:00');
  assert.equal(running(18 * 60_000 + 24_999), '18:24');
  assert.equal(running(72 * 60_000 + 9000), '1:12:09');
  assert.equal(running(76 * 3600_000), '3 天 4 小时');
});

test('a typed time comes back as the instant it was shown for, with or without seconds', () => {
  assert.equal(inputValue(AT), '2026-11-23T14:32:05');
  assert.equal(fromInput(inputValue(AT)), AT);
  assert.equal(fromInput('2026-11-23T14:32'), AT - 5000);
  for (const wrong of ['', '2026-11-23', '2026-13-01T00:00', 'now']) assert.equal(fromInput(wrong), null, wrong);
});
