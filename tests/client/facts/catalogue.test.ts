/** Finding a matter in the catalogue. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARE, editionOf, itemNamed, limitWords, searchMatters, stepNamed, type Catalogue, type Matter } from '../../../static/client/facts/catalogue';
import { categoriesFor, offered } from '../../../static/client/screens/findings/category_order';

const matter = (name: string, more: Partial<Matter> = {}): Matter => ({
  id: name, unit: 'u', name, code: '', aliases: [], channels: ['hall'], materials: [], steps: null, trips: null,
  statutory: null, promised: null, fee: null, frequent: false, blocked: false, wait_minutes: null, place: null, ...more,
});

const MATTERS = [
  matter('社会保障卡补领'), matter('退休申请', { blocked: true }), matter('灵活就业人员参保登记', { frequent: true, aliases: ['社保开户'] }),
];
const found = (query: string): string[] => searchMatters(MATTERS, query, 'u').map((one) => one.name);

test('堵点 come first, then frequent ones, then the catalogue as it stands', () => {
  assert.deepEqual(found(''), ['退休申请', '灵活就业人员参保登记', '社会保障卡补领']);
});

test('one\'s own unit comes before another unit\'s 堵点', () => {
  const others = [matter('别处堵点', { unit: 'v', blocked: true, frequent: true }), ...MATTERS];
  assert.equal(searchMatters(others, '', 'u').pop()?.name, '别处堵点');
});

test('a part of the name or of an alias finds it; several words must all be there', () => {
  assert.deepEqual(found('社保'), ['灵活就业人员参保登记']);
  assert.deepEqual(found('灵活 登记'), ['灵活就业人员参保登记']);
  assert.deepEqual(found('灵活 退休'), []);
});

test('no more are shown than asked for', () => {
  assert.equal(searchMatters(MATTERS, '', 'u', 2).length, 2);
});

test('a limit is said in its own unit', () => {
  assert.equal(limitWords({ value: 5, unit: 'working_day' }), '5 个工作日');
  assert.equal(limitWords({ value: 0, unit: 'at_once' }), '即办');
});

test('the kinds of problem met at a stage come first, and none is lost', () => {
  const all = ['guidance', 'fee', 'queue', 'other'].map((category) => ({ category }));
  assert.deepEqual(categoriesFor(['queue', 'guidance'], all).map((one) => one.category), ['queue', 'guidance', 'fee', 'other']);
  assert.deepEqual(categoriesFor([], all), all);
});

test('six categories are offered at once, and the one that is chosen', () => {
  const all = [...'abcdefgh'].map((category) => ({ category }));
  assert.equal(offered(all, '').map((one) => one.category).join(''), 'abcdef');
  assert.equal(offered(all, 'h').map((one) => one.category).join(''), 'abcdefh');
});

test('without a catalogue there are still steps in every stage', () => {
  for (const steps of Object.values(BARE.templates)) {
    assert.deepEqual(new Set(steps.map((step) => step.stage)), new Set(['consult', 'form', 'queue', 'acceptance', 'result']));
  }
});

const set = (names: Record<string, string>, item: string) => ({
  templates: { hall: Object.entries(names).map(([step, name]) => ({ step, name, stage: null })) },
  checklist: [{ group: 'service', name: '服务', items: [{ item: 'hotline', name: item, measured: false }], tags: [] }],
});
const THRICE: Catalogue = {
  ...BARE,
  ...set({ consult: '先问清楚', ticket: '自助取号' }, '热线好打'),
  earlier: [
    { until: 100, ...set({ consult: '咨询', form: '取表填表' }, '热线') },
    { until: 200, ...set({ consult: '问讯', form: '填表' }, '热线能打通') },
  ],
};

test('a walk goes by the edition that was in force when it began, and one that has not begun by the current one', () => {
  const names = (begins: number | null) => editionOf(THRICE, begins).templates['hall']![0]!.name;
  assert.deepEqual([99, 100, 199, 200, null].map(names), ['咨询', '问讯', '问讯', '先问清楚', '先问清楚']);
  assert.equal(itemNamed(THRICE, 150, 'hotline'), '热线能打通');
  assert.equal(editionOf(BARE, 5), BARE, 'a catalogue kept by an older app knows no earlier ones');
});

test('a code that its edition lacks is named by the latest that has it', () => {
  assert.equal(stepNamed(THRICE, 50, 'ticket'), '自助取号');
  assert.equal(stepNamed(THRICE, null, 'form'), '填表');
  assert.equal(stepNamed(THRICE, null, 'gone'), undefined);
});
