import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeClock, type Clock } from '../../../static/client/store/clock';

function device(): { clock: Clock; pass: (wall: number, mono?: number) => void; wall: () => number } {
  let [wall, mono] = [1_000_000, 50];
  const clock = makeClock(() => wall, () => mono);
  const pass = (ms: number, ticks = ms) => {
    wall += ms;
    mono += ticks;
  };
  return { clock, pass, wall: () => wall };
}

test('never measured: no offset and no age', () => {
  const { offset, age, mono } = device().clock.read();
  assert.deepEqual([offset, age, mono], [null, null, 50]);
});

test('the quickest of the last eight answers is believed', () => {
  const { clock, pass, wall } = device();
  clock.measure(wall() + 300, 400);
  pass(1000);
  clock.measure(wall() + 95, 10);
  pass(5000);
  clock.measure(wall() + 250, 300);
  assert.deepEqual([clock.read().offset, clock.read().age], [100, 5]);
  for (let more = 0; more < 8; more++) clock.measure(wall() + 250, 300);
  assert.deepEqual([clock.read().offset, clock.read().age], [400, 0]);
});

test('a clock set back makes what was known worthless', () => {
  const { clock, pass, wall } = device();
  clock.measure(wall() + 100, 10);
  pass(-3_600_000, 1000);
  assert.deepEqual([clock.read().offset, clock.read().age], [null, null]);
});

test('after the clock was set, only the newest answer counts', () => {
  const { clock, pass, wall } = device();
  clock.measure(wall() + 100, 10);
  pass(3_600_000);
  clock.measure(wall() - 60_000, 200);
  assert.equal(clock.read().offset, -59_900);
  assert.equal(clock.samples().length, 1);
});

test('sleep counts as age: performance.now stands still then', () => {
  const { clock, pass, wall } = device();
  clock.measure(wall(), 0);
  pass(7_200_000, 0);
  assert.equal(clock.read().age, 7_200);
});
