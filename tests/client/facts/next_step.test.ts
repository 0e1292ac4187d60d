/** The one big button: what it says after every step, outcome and absence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARE } from '../../../static/client/facts/catalogue';
import { nextStep, nextWords, type Progress } from '../../../static/client/facts/next_step';

const after = (channel: 'hall' | 'online', ...passed: string[]) => (more: Partial<Progress> = {}): string =>
  nextWords(nextStep(BARE.templates[channel]!, { passed, outcome: null, away: false, hall: channel === 'hall', ...more }));

const then = (step: string): string => `下一步 · ${step}`;

const walkThrough = (channel: 'hall' | 'online'): string[] => {
  const passed: string[] = [];
  const said: string[] = [];
  for (;;) {
    const next = nextStep(BARE.templates[channel]!, { passed, outcome: null, away: false, hall: channel === 'hall' });
    said.push(nextWords(next));
    if (next.act !== 'step') return said;
    passed.push(next.step.step);
  }
};

test('a hall walk goes from asking to the result and only then offers the end', () => {
  assert.deepEqual(walkThrough('hall'),
    ['开始咨询', ...['取表填表', '取号排队', '窗口受理', '等待办理', '拿到结果'].map(then), '全程结束']);
});

test('an online walk has its own steps', () => {
  assert.deepEqual(walkThrough('online'),
    ['开始注册登录', ...['查找事项看指南', '在线填表上传', '等待预审', '受理', '等待办理', '拿到结果'].map(then), '全程结束']);
});

test('补正 comes only when the window asked for it, and is followed by queueing again', () => {
  assert.equal(after('hall', 'consult', 'form', 'ticket', 'window')(), then('等待办理'));
  assert.equal(after('hall', 'ticket', 'window')({ outcome: 'supplement' }), then('补正'));
  assert.equal(after('hall', 'ticket', 'window', 'supplement')(), then('取号排队'));
  assert.equal(after('hall', 'ticket', 'window', 'supplement', 'ticket')(), then('窗口受理'));
  assert.equal(after('online', 'accept', 'supplement')(), then('等待预审'));
});

test('what the window says can shorten the way', () => {
  assert.equal(after('hall', 'window')({ outcome: 'done' }), then('拿到结果'));
  assert.equal(after('hall', 'window')({ outcome: 'refused' }), '全程结束');
  assert.equal(after('hall', 'window')({ outcome: 'referred' }), then('取号排队'));
  assert.equal(after('hall', 'window')({ outcome: 'accepted' }), then('等待办理'));
});

test('away, the way back comes first; leaving never offers the end', () => {
  assert.equal(after('hall', 'window')({ away: true }), '再次到场 · 取号排队');
  assert.equal(after('hall', 'result')({ away: true }), '再次到场');
});

test('back in the hall one queues again, and what was left is the second choice, each with one tap', () => {
  const back = (channel: 'hall' | 'online', passed: string[], outcome: string | null = null): unknown => {
    const next = nextStep(BARE.templates[channel]!, { passed, outcome, away: true, hall: channel === 'hall' });
    return next.act === 'return' && [next.queue?.name, next.other?.step.name, next.other?.resumes];
  };
  assert.deepEqual(back('hall', ['consult', 'form']), ['取号排队', '取表填表', true]);
  assert.deepEqual(back('hall', ['ticket', 'window'], 'supplement'), ['取号排队', '窗口受理', true]);
  assert.deepEqual(back('hall', ['window', 'supplement']), ['取号排队', '补正', true]);
  assert.deepEqual(back('hall', ['window', 'wait']), ['取号排队', '拿到结果', false], 'it may be ready');
  assert.deepEqual(back('hall', ['window'], 'done'), ['取号排队', '拿到结果', false]);
  assert.deepEqual(back('hall', ['window', 'result']), [undefined, undefined, undefined]);
  assert.deepEqual(back('hall', ['consult', 'ticket']), [undefined, undefined, undefined], 'the queue itself goes on');
  assert.deepEqual(back('online', ['register', 'fill']), [undefined, undefined, undefined], 'nobody queues');
});

test('a skipped step is not called for, a step unknown to the template leads to the first open one', () => {
  assert.equal(after('hall', 'ticket')(), then('窗口受理'));
  assert.equal(after('hall', 'consult', 'self-service')(), then('取表填表'));
});

test('an empty template can only end', () => {
  assert.equal(nextWords(nextStep([], { passed: [], outcome: null, away: false, hall: true })), '全程结束');
});
