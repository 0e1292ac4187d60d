/** Screens and their hashes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHash, to } from '../../../static/client/screens/route';

test('a hash leads to the parts it was made of', () => {
  assert.deepEqual(parseHash(to('walk', 'id', 'problem')), ['walk', 'id', 'problem']);
  assert.deepEqual(parseHash(to()), []);
  assert.deepEqual(parseHash(''), []);
});
