/** What striking out is called, and what it says follows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARE, type Catalogue } from '../../../static/client/facts/catalogue';
import type { Kind } from '../../../static/client/journal/index';
import { asksOnly, strikeWords } from '../../../static/client/facts/strike';
import { idOf, walk } from './walks';

const OPEN: [Kind, object] = ['open', { as: 'applicant', channel: 'hall' }];
const STRUCK: [Kind, object] = ['amend', { target: idOf(0), set: { void: { value: true, saw: [] } }, reason: '点错了' }];

test('striking the beginning out is called 作废, and says that the whole walk goes', () => {
  const words = strikeWords(walk(OPEN), idOf(0), false);
  assert.equal(words.button, '作废这次走流程');
  assert.match(words.follows || '', /整次走流程作废/);
  assert.equal(words.done, '已作废这次走流程');
  assert.equal(strikeWords(walk(['open', { as: 'counter' }]), idOf(0), false).button, '作废这次坐窗口');
});

test('what is 作废 is given back by the same words, and of two beginnings one is only an entry', () => {
  assert.equal(strikeWords(walk(OPEN, STRUCK), idOf(0), false).button, '恢复这次走流程');
  assert.equal(strikeWords(walk(OPEN, OPEN), idOf(1), false).button, '划去这一条');
});

test('striking 全程结束 out says that the walk goes on; a note goes without a word', () => {
  assert.match(strikeWords(walk(OPEN, ['finish', {}]), idOf(1), false).follows || '', /接着进行/);
  const words = strikeWords(walk(OPEN, ['note', { text: '一' }]), idOf(1), false);
  assert.deepEqual(words, { button: '划去这一条', follows: false, done: '已划去这一条' });
});

test('of a problem that the unit has taken it is said that it was asked', () => {
  const problem: [Kind, object] = ['problem', { text: '没有人引导' }];
  assert.equal(strikeWords(walk(OPEN, problem), idOf(1), true).done, '已要求划去，等联络员定');
  assert.equal(strikeWords(walk(OPEN, problem), idOf(1), false).done, '已划去这一条');
});

test('so it is of a colleague\'s problem, and of the beginning of a colleague\'s walk, but for a coordinator', () => {
  const state = walk(OPEN, ['problem', { text: '没有人引导' }], ['note', { text: '一' }]);
  const entries = [0, 1, 2].map((place) => state.entries[idOf(place)]!);
  const of = (id: string, decides?: boolean): Catalogue => ({ ...BARE, person: { id, name: '', unit: '', ...(decides !== undefined && { decides }) } });
  assert.deepEqual(entries.map((one) => asksOnly(one, of('a colleague', false))), [true, true, false]);
  assert.deepEqual(entries.map((one) => asksOnly(one, of('a colleague'))), [true, true, false], 'an older server does not say');
  assert.deepEqual(entries.map((one) => asksOnly(one, of('a colleague', true))), [false, false, false]);
  assert.deepEqual(entries.map((one) => asksOnly(one, of(entries[0]!.by, false))), [false, false, false]);
  assert.deepEqual(['new', 'untrue', 'confirmed', 'closed'].map((was) => asksOnly(entries[1]!, of(entries[0]!.by), { state: was })),
    [false, false, true, true]);
  assert.equal(strikeWords(state, idOf(0), true).done, '已要求划去，等联络员定');
});
