/** What may be written about a rectification, with what is on its way laid over what the server told (tests/sync/mine.json). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BARE } from '../../../static/client/facts/catalogue';
import { dueWords, isShown, late, lightIn, mayNow, saidIn, underWay, viewsOf, type Mine, type Sent } from '../../../static/client/facts/mine';

const told = JSON.parse(readFileSync('tests/sync/mine.json', 'utf8')) as Mine;
const sent = (kind: string, id = `${told.id.slice(0, -2)}c1`): Sent =>
  ({ id, at_server: null, state: 'queued', message: '', body: { kind, data: {} } } as unknown as Sent);
const view = (line: Partial<Mine>, ...kinds: string[]) => ({ line: { ...told, ...line }, sent: kinds.map((kind) => sent(kind)), photos: [] });
const unclaimed = { state: 'unclaimed', may: ['claim'] };

test('a claim on its way opens what a claim opens, and a submission on its way ends it', () => {
  assert.deepEqual(mayNow(view(unclaimed)), ['claim']);
  assert.deepEqual(mayNow(view(unclaimed, 'claim')), ['progress', 'evidence', 'submission']);
  assert.deepEqual(mayNow(view(unclaimed, 'claim', 'submission')), []);
  assert.deepEqual(mayNow(view({}, 'progress')), ['progress', 'evidence', 'submission']);
  assert.deepEqual(mayNow(view({}, 'submission')), []);
  assert.deepEqual(mayNow(view({ may: [] }, 'claim')), [], 'it was closed or given to another');
});

test('what was told is not on its way any more; the rest stands in the order of writing', () => {
  const kept = [sent('progress', 'c2'), sent('claim', 'c1'), sent('progress', told.entries[0]!.id)];
  const [{ sent: left }] = viewsOf([told], [kept]) as [ReturnType<typeof viewsOf>[0]];
  assert.deepEqual(left.map(({ id }) => id), ['c1', 'c2']);
});

test('a photo counts as evidence from the moment it is taken until it is kept aside', () => {
  const [aside] = told.entries.filter(({ kind }) => kind === 'evidence');
  const [{ photos, sent: left }] = viewsOf([told], [[sent('evidence', 'c1'), sent('evidence', aside!.id)]]) as [ReturnType<typeof viewsOf>[0]];
  assert.deepEqual(photos.map(({ id }) => id), ['c1']);
  assert.deepEqual([isShown({ line: told, sent: left, photos }), isShown(view({})), isShown(view({ fresh: true }))], [true, false, true]);
});

test('counted is what waits for this person', () => {
  assert.equal(underWay([view({}), view(unclaimed), view({}, 'submission'), view({ may: [] }), view({ owned: false })]).length, 2);
});

test('what was kept is told with its words; the light is said as on the desk', () => {
  assert.deepEqual(late(told).map(saidIn), ['少交一份 新清单', '新清单']);
  assert.equal(dueWords(told), '12月9日 周三');
  assert.deepEqual(lightIn(told, Date.parse('2026-12-04T23:00:00+08:00'), BARE), { tint: 'amber', words: '黄 还有 3 个工作日' });
  assert.equal(lightIn({ ...told, light: null }, 0, BARE), null);
});
