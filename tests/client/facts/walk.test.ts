/** What the walk screen reads out of the fold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, type Body, type Kind, type Known } from '../../../static/client/journal/index';
import { BARE, searchMatters, type Catalogue } from '../../../static/client/facts/catalogue';
import { nextWords } from '../../../static/client/facts/next_step';
import {
  aboutOf, answerOf, awaitsTurn, changeOf, foundIn, nextOf, stageNow, stepName, ticketOf, titleOf, visitAt, visitNow, waitsSince,
} from '../../../static/client/facts/walk';

const WALK = '01900000-0000-7000-8000-000000000000';
const BEGIN = Date.parse('2026-11-23T01:00:00Z');
const MINUTE = 60_000;
const idOf = (place: number): string => `01900000-0000-7000-8000-${String(place + 1).padStart(12, '0')}`;

/** A walk of one entry a minute. */
function walk(...entries: [kind: Kind, data: object][]): ReturnType<typeof fold> {
  const known = entries.map(([kind, data], place): Known => ({
    id: idOf(place), at_server: null,
    body: {
      v: 1, walk: WALK, kind, by: WALK, at: BEGIN + place * MINUTE, tz: 480, how: 'tap', data,
      clock: { offset: 0, age: 1, mono: place, page: WALK },
    } as unknown as Body,
  }));
  return fold(known);
}

const OPEN: [Kind, object] = ['open', { as: 'applicant', mode: 'accompany', channel: 'hall', matter_text: '社保卡补领', place: '二楼' }];
const stage = (step: string, code: string): [Kind, object] => ['stage', { stage: code, step }];
const HALL = BARE.templates['hall']!;
const next = (state: ReturnType<typeof fold>): string => nextWords(nextOf(state, HALL));

test('a walk is named by its matter and described by how it is done', () => {
  const state = walk(OPEN, stage('consult', 'consult'));
  assert.equal(titleOf(state, BARE), '社保卡补领');
  assert.equal(aboutOf(state), '陪同办 · 现场 · 二楼 · 第 1 次到场');
});

test('a walk of a matter that is stopped by now keeps its name, and nobody is offered it', () => {
  const matter = { id: idOf(90), name: '小餐饮经营许可', code: '', aliases: [] };
  const catalogue = { ...BARE, stopped: [matter] } as unknown as Catalogue;
  assert.equal(titleOf(walk(['open', { as: 'applicant', mode: 'self', channel: 'hall', matter: matter.id }]), catalogue), matter.name);
  assert.deepEqual(searchMatters(catalogue.matters, '餐饮', ''), []);
});

test('only an outcome said since the last step counts for the next one', () => {
  const asked = walk(OPEN, stage('window', 'acceptance'), ['outcome', { result: 'supplement' }]);
  assert.equal(next(asked), '下一步 · 补正');
  const again = walk(OPEN, stage('window', 'acceptance'), ['outcome', { result: 'supplement' }],
    stage('supplement', 'form'), stage('ticket', 'queue'), stage('window', 'acceptance'));
  assert.equal(next(again), '下一步 · 等待办理');
});

test('a step taken back is not passed', () => {
  const state = walk(OPEN, stage('consult', 'consult'), stage('form', 'form'),
    ['amend', { target: idOf(2), set: { void: { value: true, saw: [] } }, reason: 'undo' }]);
  assert.equal(next(state), '下一步 · 取表填表');
});

test('away, a stamp belongs to the next visit', () => {
  const state = walk(OPEN, stage('consult', 'consult'), ['leave', { visit: 1 }]);
  assert.equal(visitNow(state), 2);
  assert.equal(next(state), '再次到场 · 取号排队');
  assert.equal(stepName(state, state.spans[1]!, BARE), '离开大厅');
  assert.equal(visitAt(state, BEGIN + 61_000), 1);
});

test('a ticket belongs to the queue in which it was drawn', () => {
  const queued = walk(OPEN, stage('ticket', 'queue'), ['ticket', { number: 'A087', ahead: 6 }], ['ticket', { number: 'A087', ahead: 2 }]);
  assert.deepEqual(ticketOf(queued), { number: 'A087', ahead: 2 });
  const served = walk(OPEN, stage('ticket', 'queue'), ['ticket', { number: 'A087' }], stage('window', 'acceptance'));
  assert.equal(ticketOf(served), null);
  const again = walk(OPEN, stage('ticket', 'queue'), ['ticket', { number: 'A087' }], stage('supplement', 'form'), stage('ticket', 'queue'));
  assert.equal(ticketOf(again), null);
});

/** Places of the entries found in each span. */
const findings = (state: ReturnType<typeof fold>): number[][][] => {
  const places = foundIn(state);
  return state.spans.map((span) => (places.get(span) ?? []).map((ids) => ids.map((id) => state.order.indexOf(id))));
};

test('problems stand in the step that ran when they were found', () => {
  const state = walk(OPEN, stage('ticket', 'queue'), ['problem', { text: '一' }], stage('window', 'acceptance'));
  assert.deepEqual(findings(state), [[[2]], []]);
  assert.equal(stageNow(state)?.stage, 'acceptance');
});

test('what was found stands where it was found, each with its photos, and what was struck out does not', () => {
  const photo = (of: string | null): [Kind, object] => ['photo', { sha256: 'ab', of }];
  const state = walk(OPEN, ['note', { text: '路上' }], stage('ticket', 'queue'), photo(idOf(4)), ['problem', { text: '一', stage: 'queue' }],
    ['leave', { visit: 1 }], ['note', { text: '外面' }], stage('ticket', 'queue'), ['need', { text: '二' }], photo(null), photo(idOf(4)),
    ['problem', { text: '三', stage: 'queue' }], ['amend', { target: idOf(8), set: { void: { value: true, saw: [] } }, reason: '错' }]);
  assert.deepEqual(findings(state), [[[4, 3, 10]], [[6]], [[9], [11]]]);
  assert.deepEqual(foundIn(state).get(undefined), [[idOf(1)]], 'before the first stage');
  const lost = walk(OPEN, stage('ticket', 'queue'), ['problem', { text: '一' }], photo(idOf(2)),
    ['amend', { target: idOf(2), set: { void: { value: true, saw: [] } }, reason: '错' }]);
  assert.deepEqual(findings(lost), [[[3]]], 'its photo stands by itself');
});

test('one is called only in the queue of a hall', () => {
  const turn = (channel: string, ...steps: Parameters<typeof walk>): boolean =>
    awaitsTurn(walk(['open', { as: 'applicant', channel }], ...steps));
  assert.equal(turn('hall', stage('ticket', 'queue')), true);
  assert.equal(turn('hall', stage('consult', 'consult')), false);
  assert.equal(turn('hall', stage('wait', 'result')), false);
  assert.equal(turn('hall', stage('ticket', 'queue'), ['leave', {}]), false);
  assert.equal(turn('online', stage('precheck', 'queue')), false);
  assert.equal(turn('hall'), false);
});

test('once there is a result nothing runs, and the screen says which and since when', () => {
  const wait = stage('wait', 'result'), found: [Kind, object] = ['problem', { text: '一', stage: 'result' }];
  const taken = walk(OPEN, wait, stage('result', 'result'), found);
  assert.deepEqual(answerOf(taken, BARE), { words: '拿到结果', at: BEGIN + 2 * MINUTE });
  assert.deepEqual(findings(taken), [[], [[3]]]);
  assert.deepEqual(answerOf(walk(OPEN, wait, ['outcome', { result: 'done' }]), BARE), { words: '办结', at: BEGIN + 2 * MINUTE });
  assert.equal(answerOf(walk(OPEN, wait), BARE), null, 'one waits');
  assert.equal(answerOf(walk(OPEN, stage('window', 'acceptance'), ['outcome', { result: 'done' }]), BARE), null, 'one is served');
});

test('an amendment names every value its author has been shown for that field, and no other', () => {
  const state = walk(OPEN, ['note', { text: '一' }],
    ['amend', { target: idOf(1), set: { text: { value: '二', saw: [] } }, reason: '错字' }],
    ['amend', { target: idOf(1), set: { at: { value: BEGIN, saw: [] } }, reason: '早些' }]);
  assert.deepEqual(changeOf(state, idOf(1), 'text', '三'), { text: { value: '三', saw: [idOf(2)] } });
  assert.deepEqual(changeOf(state, idOf(1), 'void', true), { void: { value: true, saw: [] } });
});

test('a walk that only waits for the office is told apart, also after leaving the hall', () => {
  const window = stage('window', 'acceptance'), wait = stage('wait', 'result');
  const since = (...steps: Parameters<typeof walk>) => waitsSince(walk(...steps));
  assert.equal(since(OPEN, wait, ['leave', {}]), BEGIN + MINUTE);
  assert.equal(since(OPEN, stage('ticket', 'queue')), null);
  assert.equal(since(OPEN, window, wait), BEGIN + MINUTE, 'from the window on');
  assert.equal(since(OPEN, window, ['outcome', { result: 'accepted' }], wait), BEGIN + 2 * MINUTE, 'from the acceptance on');
  assert.equal(since(OPEN, window, wait, ['outcome', { result: 'supplement' }]), BEGIN + MINUTE, 'that is no result');
  assert.equal(since(OPEN, window, wait, ['outcome', { result: 'refused' }]), null);
  assert.equal(since(OPEN, window, wait, stage('result', 'result')), null);
  assert.equal(since(OPEN, window, wait, ['finish', {}]), null);
});
