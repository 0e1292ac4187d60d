/** The phone holds a body for the same reason as the server: tests/sync/bodies.json. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadBody, cleanText, readBody } from '../../../static/client/journal/index';
import { bodies } from './files';

for (const row of bodies()) {
  test(row.about, () => {
    if (row.why === null) {
      const { data } = readBody(row.text);
      if (row.data !== undefined) assert.equal(JSON.stringify(data), JSON.stringify(row.data));
      return;
    }
    assert.throws(() => readBody(row.text), (error: unknown) => {
      assert.ok(error instanceof BadBody);
      assert.deepEqual([error.why, error.field], [row.why, row.field]);
      return true;
    });
  });
}

test('nesting deeper than the stack is a bad body', () => {
  assert.throws(() => readBody('['.repeat(200_000)), BadBody);
});

test('clean text keeps emoji and drops half of one', () => {
  assert.equal(cleanText('a\0b\u{1F600}\ud83d'), 'ab\u{1F600}');
});
