/** Marks of direction are told, as the desk tells them: tests/sync/direction.json is read by both. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directed } from '../../../static/client/facts/direction';
import vectors from '../../sync/direction.json';

test('each mark of direction stands as what it is', () => {
  for (const [text, told] of vectors as [string, string][]) assert.equal(directed(text), told);
});
