/** The golden vectors of tests/sync/cases, read by Python too. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold, type Known, parted, readBody } from '../../../static/client/journal/index';
import { type Case, cases } from './files';

/** Every key given in `expected`, deeply; lists item by item. */
function differences(expected: unknown, actual: unknown, where: string): string[] {
  const isParent = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (isParent(expected) && isParent(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    if (Array.isArray(expected) && expected.length !== actual['length']) return [`${where}: ${JSON.stringify(actual)}`];
    return Object.entries(expected).flatMap(([key, value]) => differences(value, actual[key], `${where}.${key}`));
  }
  return Object.is(expected, actual) ? [] : [`${where}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

const knownOf = (example: Case): Known[] =>
  parted(example.entries.map((entry) => ({ ...entry, body: readBody(JSON.stringify(entry.body)) }))).counting;

test('there are enough vectors', () => {
  assert.ok(cases().length >= 36);
});

for (const example of cases()) {
  test(example.name, () => {
    const entries = knownOf(example);
    const shuffled = fc.shuffledSubarray(entries, { minLength: entries.length });
    const bytes = JSON.stringify(fold(entries, example.walk));
    fc.assert(fc.property(shuffled, (arrived) => {
      assert.equal(JSON.stringify(fold(arrived, example.walk)), bytes);
      const state: unknown = JSON.parse(bytes);
      assert.deepEqual(differences(example.expect, state, 'state'), []);
      if (example.exact === true) assert.deepEqual(state, example.expect);
    }), { numRuns: 5 });
  });
}
