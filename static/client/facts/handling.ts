/** What became of a problem on the desk, as the server last told it. Pure. */
import type { Catalogue } from './catalogue';
import { DAY, inputValue } from './dates';

export interface Light { tint: string; words: string }
/** By what the office has set, which the phone has not. */
export interface Lit { soon_on: string; tint: string; word: string }
/** Why it was sent back or taken up again, in the desk's words; `at` in ms. */
export interface Answer { word: string; text: string; by: string; at: number }

/** What is read of a row as it came in `GET /changes`; any of it may be missing where an older server told it. */
export interface Handled {
  number?: string;
  state?: string;
  state_name?: string;
  category?: string | null;
  /** Who is to put it right; empty before it is assigned. */
  responsible?: string;
  /** 「2026-11-23」 */
  due_on?: string | null;
  /** From which day it is yellow, and how it is lit before; null where it has no light. */
  light?: Lit | null;
  answer?: Answer | null;
}

/** A row is kept as it came: what another age's server says in another shape is not shown, and the rest is. */
export const answerIn = ({ answer }: Handled): Answer | null => (typeof answer?.text === 'string' ? answer : null);

export const UNDER_WAY = ['new', 'confirmed', 'rectifying'];
/** In which the problem is the unit's: its category is the one decided there, and striking its record out is a question to it. */
export const TAKEN = ['confirmed', 'rectifying', 'solved', 'closed'];

/** The category as it stands: the desk's once the unit has taken it and put it under one, else the recorder's. */
export const categoryOf = (recorded: unknown, told: Handled = {}): unknown =>
  (TAKEN.includes(told.state ?? '') && told.category) || recorded;

/** How many working days there are after `day`, `until` among them: weekdays, but for the days that are `turned`. */
function workingDays(day: string, until: string, turned: string[]): number {
  let days = 0;
  for (let at = Date.parse(day) + DAY; at <= Date.parse(until); at += DAY) {
    const one = new Date(at);
    if ((one.getUTCDay() % 6 === 0) === turned.includes(one.toISOString().slice(0, 10))) days += 1;
  }
  return days;
}

/** The same rule as zlc/problems/lights.py, by the day it is here: offline nobody else counts. */
export function lightOf(due: string | null, today: string, lit?: Lit | null, turned: string[] = []): Light | null {
  if (!due) return null;
  if (due < today) {
    const late = workingDays(due, today, turned);
    return { tint: 'red', words: late ? `红 逾期 ${late} 个工作日` : '红 刚逾期' };
  }
  const left = workingDays(today, due, turned);
  const calm = lit ? today < lit.soon_on : left > 3; // as a server counts that tells no light
  const [tint, word] = calm ? [lit?.tint ?? 'green', lit?.word ?? '绿'] : ['amber', '黄'];
  if (due === today) return { tint: 'amber', words: '黄 今天到期' };
  return { tint, words: `${word} ${left ? `还有 ${left} 个工作日` : '就要到期'}` };
}

/** `now` in ms. */
export const lightNow = ({ state = '', due_on = null, light }: Handled, now: number, { turned }: Catalogue): Light | null =>
  (UNDER_WAY.includes(state) ? lightOf(due_on, inputValue(now).slice(0, 10), light, turned) : null);

/** 「整改中 · 医保科 张敏 · 红 逾期 3 个工作日」 */
export const handlingLine = (row: Handled, now: number, catalogue: Catalogue): string =>
  [row.state_name, row.responsible, lightNow(row, now, catalogue)?.words].filter(Boolean).join(' · ');
