/** What became of a problem, said as the desk says it (tests/sync/handlings.json, which Python reads too). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { BARE } from '../../../static/client/facts/catalogue';
import { answerIn, categoryOf, handlingLine, lightOf, type Handled, type Lit } from '../../../static/client/facts/handling';

interface Said {
  turned: string[];
  lights: { due_on: string; today: string; set: object; lit: Lit; tint: string; words: string }[];
  /** By a server of before, which tells no light. */
  untold: { due_on: string; today: string; tint: string; words: string }[];
  problems: { what: string; today: string; line: string; row: Handled }[];
}
const said = JSON.parse(readFileSync('tests/sync/handlings.json', 'utf8')) as Said;
/** Late in the evening in China, when it is the same day nowhere else. */
const evening = (today: string): number => Date.parse(`${today}T23:59:00+08:00`);

for (const { due_on, today, set, lit, ...light } of said.lights) {
  test(`${light.words}: ${due_on} seen on ${today}, set ${JSON.stringify(set)}`, () => assert.deepEqual(lightOf(due_on, today, lit, said.turned), light));
}

for (const { due_on, today, ...light } of said.untold) {
  test(`${light.words}: ${due_on} seen on ${today}, of which no light was told`, () => assert.deepEqual(lightOf(due_on, today), light));
}

for (const { what, today, line, row } of said.problems) {
  test(`in one line: ${what}`, () => {
    assert.equal(handlingLine(row, evening(today), { ...BARE, turned: said.turned }), line);
  });
}

test('of a row that tells less, less is said', () => {
  assert.equal(handlingLine({ state: 'confirmed', state_name: '已确认' }, 0, BARE), '已确认');
  assert.equal(handlingLine({}, 0, BARE), '');
});

test('an answer in another shape is not shown', () => {
  const answer = { word: '退回', text: '核过了', by: '王敏', at: 1 };
  assert.equal(answerIn({ answer }), answer);
  for (const odd of [undefined, null, 5, '退回', [], {}, { ...answer, text: null }, { ...answer, text: 5 }]) {
    assert.equal(answerIn({ answer: odd } as unknown as Handled), null, JSON.stringify(odd));
  }
});

test('the category is the one that the desk decided, once the unit has taken the problem', () => {
  assert.equal(categoryOf(undefined, { state: 'confirmed', category: 'queue' }), 'queue');
  assert.equal(categoryOf('guide', { state: 'rectifying', category: 'queue' }), 'queue');
  assert.equal(categoryOf('guide', { state: 'confirmed', category: null }), 'guide');
  assert.equal(categoryOf('guide', { state: 'new', category: 'queue' }), 'guide', 'what was corrected here since has not come there yet');
  assert.equal(categoryOf(undefined), undefined);
});
