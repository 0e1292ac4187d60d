/** A picture grows about the fingers and never leaves its stage empty. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WHOLE, zoomed } from '../../../static/client/photo/zoom';

const stage = { width: 400, height: 600 };

test('what lies under the fingers stays under them', () => {
  const grown = zoomed(WHOLE, 2, [100, 300], [100, 300], stage);
  assert.deepEqual(grown, { scale: 2, x: -100, y: -300 });
  assert.deepEqual(zoomed(grown, 1, [100, 300], [150, 320], stage), { scale: 2, x: -50, y: -280 });
});

test('it is never smaller than its stage, nor moved off it, nor grown beyond reading', () => {
  assert.deepEqual(zoomed({ scale: 2, x: -100, y: -300 }, 0.1, [0, 0], [0, 0], stage), WHOLE);
  assert.deepEqual(zoomed({ scale: 2, x: 0, y: 0 }, 1, [0, 0], [90, 90], stage), { scale: 2, x: 0, y: 0 });
  assert.deepEqual(zoomed({ scale: 2, x: -390, y: -590 }, 1, [90, 90], [0, 0], stage), { scale: 2, x: -400, y: -600 });
  assert.equal(zoomed(WHOLE, 100, [0, 0], [0, 0], stage).scale, 8);
});
