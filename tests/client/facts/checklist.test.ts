/** 体验要素 and what is still empty when a walk ends, as its screens read them out of the fold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { fold, Kind } from '../../../static/client/journal/index';
import { BARE, type Catalogue, type Matter } from '../../../static/client/facts/catalogue';
import { asked, judgedOf, problemOf, stageOf, unjudged } from '../../../static/client/facts/checklist';
import { stillEmpty } from '../../../static/client/facts/empty';
import { idOf, walk } from './walks';

const item = (code: string, more: object = {}) => ({ item: code, name: code, measured: false, ...more });
const KNOWN: Catalogue = {
  ...BARE,
  matters: [{ id: 'm', name: '参保登记', materials: [{ name: '身份证' }, { name: '照片' }] } as unknown as Matter],
  checklist: [
    { group: 'process', name: '事项流程', items: [item('steps', { measured: true })], tags: [] },
    { group: 'service', name: '配套服务', items: [item('guide', { stage: 'consult' }), item('order', { stage: 'queue' }), item('own')], tags: [] },
  ],
};
const OPEN: [Kind, object] = ['open', { as: 'applicant', mode: 'self', channel: 'hall', matter: 'm', place: '二楼', head: '周局' }];
const CONSULT: [Kind, object] = ['stage', { stage: 'consult', step: 'consult' }];
const WINDOW: [Kind, object] = ['stage', { stage: 'acceptance', step: 'window' }];
const check = (code: string, verdict: string): [Kind, object] => ['check', { item: code, verdict }];
const said = (state: ReturnType<typeof fold>, catalogue = KNOWN): string[] => stillEmpty(state, catalogue).map(({ what, now }) => `${what} ${now}`);

test('what is measured is not asked, and an element struck out is not judged', () => {
  const state = walk(OPEN, check('guide', 'good'), check('order', 'na'),
    ['amend', { target: idOf(2), set: { void: { value: true, saw: [] } }, reason: 'undo' }]);
  assert.deepEqual(asked(state, KNOWN).map((one) => one.item), ['guide', 'order', 'own']);
  assert.deepEqual(unjudged(state, KNOWN).map((one) => one.item), ['order', 'own']);
  assert.equal(judgedOf(state, 'guide'), idOf(1));
});

test('a problem with an element belongs to the stage where one meets it, else to where it was judged', () => {
  const state = walk(OPEN, CONSULT, WINDOW, check('guide', 'problem'), check('order', 'problem'),
    ['problem', { text: '看不懂', check: idOf(3) }]);
  const stage = (place: number, code: string) => stageOf(state, idOf(place), asked(state, KNOWN).find((one) => one.item === code))?.stage;
  assert.equal(stage(3, 'guide'), 'consult');
  assert.equal(stage(4, 'order'), 'acceptance', 'nobody queued');
  assert.equal(stage(4, 'gone'), 'acceptance');
  assert.equal(stageOf(walk(OPEN, check('own', 'problem')), idOf(1), undefined), undefined);
  assert.equal(problemOf(state, idOf(3)), idOf(5));
  assert.equal(problemOf(state, idOf(4)), undefined);
});

test('what is still empty is said in one look, and where it is filled in', () => {
  const bare = walk(['open', { as: 'applicant', mode: 'self', channel: 'hall', matter: 'm' }], CONSULT);
  assert.deepEqual(said(bare), ['还缺 地点、主要负责人', '结果 未记', '材料 0/2', '要素 0/3', '评价 未评']);
  assert.deepEqual(stillEmpty(bare, KNOWN).map(({ at }) => at[1]), [idOf(0), 'outcome', 'materials', 'checklist', 'rating']);
  const some = walk(OPEN, WINDOW, ['outcome', { result: 'accepted' }], check('own', 'na'), ['material', { name: '照片' }]);
  assert.deepEqual(said(some), ['结果 受理', '要素 1/3', '评价 未评']);
});

test('a walk that has everything has nothing empty; where no checklist ever came, none is asked for', () => {
  const all: [Kind, object][] = [OPEN, WINDOW, ['outcome', { result: 'done' }], check('own', 'na'), check('guide', 'good'),
    check('order', 'absent'), ['material', { name: '照片' }], ['rating', { level: 4 }]];
  assert.deepEqual(said(walk(...all)), []);
  assert.deepEqual(said(walk(OPEN, ['stage', { stage: 'result', step: 'result' }]), BARE), ['材料 未记', '评价 未评']);
});
