/** What is over is found by what was written of it, and told by month. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BARE } from '../../../static/client/facts/catalogue';
import { byMonth, speaksOf } from '../../../static/client/facts/past';
import type { WalkState } from '../../../static/client/journal/index';

const opened = (fields: object, begins: number | null = null): WalkState => ({ begins, as: 'applicant', open: { fields } }) as unknown as WalkState;

test('a walk is found by its matter, place, window, or whom one went with, and by several words at once', () => {
  const state = opened({ matter_text: '个体工商户 设立', place: '政务中心 2 楼 B 区', companions: '一位老人', window: '3 号窗口' });
  for (const query of ['工商户', '2 楼', 'b 区', '老人', '3 号', '设立 老人', ' 政务 ', '']) assert.ok(speaksOf(state, BARE, query), query);
  for (const query of ['年轻人', '设立 年轻人']) assert.ok(!speaksOf(state, BARE, query), query);
  assert.ok(!speaksOf(opened({ place: null }), BARE, 'null'));
});

test('months follow one another backwards by when walks were begun, and what has no beginning is last', () => {
  const at = (text: string): { state: WalkState } => ({ state: opened({}, Date.parse(`${text}+08:00`)) });
  const unknown = { state: opened({}) };
  const [old, late, first, last] = [at('2025-11-02T09:00'), at('2026-11-29T09:00'), at('2026-10-01T00:00'), at('2026-10-31T23:59')];
  assert.deepEqual(byMonth([unknown, first, late, old, last]), [
    ['2026年11月', [late]], ['2026年10月', [last, first]], ['2025年11月', [old]], ['开始时间未记', [unknown]],
  ]);
});
