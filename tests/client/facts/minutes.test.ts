/** Lengths in whole minutes whose parts add up, as the desk says them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration } from '../../../static/client/journal/index';
import { share } from '../../../static/client/facts/minutes';
import { minutes } from '../journal/files';

test('the largest remainder has what is left', () => {
  for (const { about, parts, whole, words } of minutes()) {
    const said = share(new Map(), parts.map((length, place) => [String(place), length]), whole);
    assert.deepEqual(parts.map((_, place) => formatDuration(said.get(String(place))!)), words, about);
  }
});
