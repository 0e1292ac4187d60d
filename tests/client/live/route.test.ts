/** Screens and their hashes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formHash, insideOf, parseHash, to, viewed } from '../../../static/client/live/route';

test('a hash leads to the parts it was made of', () => {
  assert.deepEqual(parseHash(to('walk', 'id', 'problem')), ['walk', 'id', 'problem']);
  assert.deepEqual(parseHash(to()), []);
  assert.deepEqual(parseHash(''), []);
});

test('the forms of a walk and of one of its cases are the same forms', () => {
  const asked = (hash: string) => insideOf(parseHash(hash));
  assert.deepEqual(asked(formHash('w', null, 'problem', 'photo', 'p')), { inCase: null, part: 'problem', rest: ['photo', 'p'] });
  assert.deepEqual(asked(formHash('w', 'c', 'problem', 'photo', 'p')), { inCase: 'c', part: 'problem', rest: ['photo', 'p'] });
  assert.deepEqual(asked(to('walk', 'w', 'case', 'c')), { inCase: 'c', part: 'case', rest: ['c'] });
  assert.deepEqual(asked(to('walk', 'w')), { inCase: null, part: undefined, rest: [] });
});

test('a photo lies over the screen it was opened from', () => {
  assert.deepEqual(viewed(['walk', 'w', 'record', 'e', 'view', 'p']), { photo: 'p', under: ['walk', 'w', 'record', 'e'] });
  assert.equal(viewed(['walk', 'w', 'record']), null);
});
