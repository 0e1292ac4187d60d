/** Who reads a value hears of it: once per change, never after it stopped, never what it did not read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batch, effect, signal } from '../../../static/client/signal/signal';

test('an effect runs at once, and again when what it read changes to something else', () => {
  const [count, seen] = [signal(1), [] as number[]];
  const stop = effect(() => { seen.push(count.value); });
  count.value = 1;
  count.value = 2;
  assert.deepEqual(seen, [1, 2]);
  stop();
  count.value = 3;
  assert.deepEqual(seen, [1, 2]);
});

test('what was only peeked at is not followed', () => {
  const [shown, hidden] = [signal('a'), signal('b')];
  let runs = 0;
  effect(() => { runs += 1; void shown.value; hidden.peek(); });
  hidden.value = 'c';
  assert.equal(runs, 1);
});

test('what the last run did not read any more is forgotten', () => {
  const [which, left, right] = [signal(true), signal(1), signal(2)];
  const seen: number[] = [];
  effect(() => { seen.push(which.value ? left.value : right.value); });
  which.value = false;
  left.value = 10;
  right.value = 20;
  assert.deepEqual(seen, [1, 2, 20]);
});

test('a batch is heard of once, when it is over', () => {
  const [left, right, seen] = [signal(1), signal(1), [] as number[]];
  effect(() => { seen.push(left.value + right.value); });
  batch(() => { left.value = 5; batch(() => { right.value = 6; }); });
  assert.deepEqual(seen, [2, 11]);
});

test('an effect that sets another value is heard by who reads that, and an inner effect reads for itself', () => {
  const [from, to, seen] = [signal(1), signal(0), [] as number[]];
  effect(() => { to.value = from.value * 2; effect(() => { seen.push(to.value); })(); });
  from.value = 4;
  to.value = 9;
  assert.deepEqual(seen, [2, 8], 'the inner effect was stopped, and the outer one never read its value');
});
