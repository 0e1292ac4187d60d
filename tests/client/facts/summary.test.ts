/** What a walk's summary says when it is handed on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fold, type Body, type Kind, type Known } from '../../../static/client/journal/index';
import { BARE } from '../../../static/client/facts/catalogue';
import { stopsOf, summaryText } from '../../../static/client/facts/summary';
import { masked } from '../../../static/client/facts/private_numbers';
import vectors from '../../documents/private_numbers.json';

const WALK = '01900000-0000-7000-8000-000000000000';
const BEGIN = Date.parse('2026-11-23T01:00:00Z');

/** A walk of one entry every ten minutes. */
const walk = (...entries: [kind: Kind, data: object][]): ReturnType<typeof fold> => fold(entries.map(([kind, data], place): Known => ({
  id: `01900000-0000-7000-8000-${String(place + 1).padStart(12, '0')}`, at_server: null,
  body: {
    v: 1, walk: WALK, kind, by: WALK, at: BEGIN + place * 600_000, tz: 480, how: 'tap', data,
    clock: { offset: 0, age: 1, mono: place, page: WALK },
  } as unknown as Body,
})));

const OPEN: [Kind, object] = ['open', {
  as: 'applicant', mode: 'delegate', channel: 'hall', matter_text: '社保卡补领', place: '二楼', companions: '老王',
  delegation: { for: '一家餐饮个体户', ref: '委托书' }, head: '张局长',
}];

test('what happened, how long, how it ended, and what was found', () => {
  const state = walk(OPEN, ['stage', { stage: 'queue', step: 'ticket', visit: 1 }], ['stage', { stage: 'acceptance', step: 'window', visit: 1 }],
    ['problem', { category: 'queue', text: '五个窗口只开两个' }], ['need', { from: 'public', text: '希望周六也开' }],
    ['outcome', { result: 'done' }], ['finish', {}]);
  assert.equal(summaryText(state, BARE), [
    '走流程：社保卡补领', '代理办 · 现场 · 二楼 · 第 1 次到场', '11月23日 周一 09:10 至 11月23日 周一 10:00，共 50 分', '跑动 1 次',
    '咨询受理 40 分，等候 10 分', '办理结果：办结（走到底）', '问题 1 个：', '1. queue：五个窗口只开两个', '需求 1 条：', '1. 希望周六也开',
  ].join('\n'));
});

test('a problem is listed under the category that the desk put it under', () => {
  const state = walk(OPEN, ['problem', { text: '五个窗口只开两个' }], ['finish', {}]);
  const [id] = state.problems;
  assert.match(summaryText(state, BARE), /1\. 未分类：五个窗口/);
  assert.match(summaryText(state, BARE, new Map([[id!, { state: 'confirmed', category: 'other' }]])), /1\. 其他：五个窗口/);
});

test('nobody is named, and no private number leaves the phone', () => {
  const number = '110101199003071233';
  const state = walk(['open', { ...OPEN[1], matter_text: `社保卡补领 ${number}`, place: '二楼 13812345678' }],
    ['problem', { text: `${'长'.repeat(150)} 13912345678` }], ['need', { text: `请回电 ${number}` }], ['finish', {}]);
  const text = summaryText(state, BARE);
  for (const hidden of [number, '13812345678', '1391234', '老王', '张局长', '委托书', '餐饮个体户']) assert.ok(!text.includes(hidden), hidden);
  assert.ok(text.includes('138****5678') && text.includes('110****1233'));
});

test('whatever paper masks is masked here', () => {
  for (const { about, text, masked: paper, phone } of vectors as { about: string; text: string; masked: string; phone?: string }[]) {
    assert.equal(masked(text), phone ?? paper, about);
  }
});

test('two notices are two, each with its days and its reason', () => {
  const state = walk(OPEN, ['stage', { stage: 'acceptance', step: 'window', visit: 1 }], ['outcome', { result: 'supplement', reason: '缺合同' }],
    ['stage', { stage: 'acceptance', step: 'window', visit: 2 }], ['outcome', { result: 'supplement', reason: '没有盖章' }],
    ['stage', { stage: 'acceptance', step: 'window', visit: 3 }], ['suspended', { reason: '现场勘验' }]);
  assert.deepEqual(stopsOf(state), [
    ['补正', '11月23日 周一 09:20 · 10 分 · 缺合同'], ['补正', '11月23日 周一 09:40 · 10 分 · 没有盖章'], ['停表', '11月23日 周一 10:00 · 现场勘验'],
  ]);
});
