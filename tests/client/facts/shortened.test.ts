/** What a row shows of a long text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SHORT, shortened } from '../../../static/client/facts/shortened';

test('a short text stays as it is; a long one ends in an ellipsis', () => {
  const just = '长'.repeat(SHORT);
  assert.equal(shortened(just), just);
  assert.equal(shortened(`${just}长`), `${just.slice(1)}…`);
});

test('no character is cut in two', () => {
  assert.ok(!/\ud83d(?![\udc00-\udfff])/.test(shortened('😀'.repeat(SHORT))));
});
