/** What became of a problem on the desk, as the server last told it. Pure. */
import { DAY, inputValue } from './dates';

export interface Light { tint: string; words: string }
/** The server counts working days, and what the office has set: the phone has neither. */
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

/** The same rule as zlc/problems/lights.py, by the day it is here: offline nobody else counts. */
export function lightOf(due: string | null, today: string, lit?: Lit | null): Light | null {
  if (!due) return null;
  const left = Math.round((Date.parse(due) - Date.parse(today)) / DAY);
  const calm = lit ? today < lit.soon_on : left > 3; // as a server counts that tells no light
  const [tint, word] = left < 0 ? ['red', '红'] : calm ? [lit?.tint ?? 'green', lit?.word ?? '绿'] : ['amber', '黄'];
  return { tint, words: `${word} ${left ? `${left < 0 ? '逾期' : '还有'} ${Math.abs(left)} 天` : '今天到期'}` };
}

/** `now` in ms. */
export const lightNow = ({ state = '', due_on = null, light }: Handled, now: number): Light | null =>
  (UNDER_WAY.includes(state) ? lightOf(due_on, inputValue(now).slice(0, 10), light) : null);

/** 「整改中 · 医保科 张敏 · 红 逾期 3 天」 */
export const handlingLine = (row: Handled, now: number): string =>
  [row.state_name, row.responsible, lightNow(row, now)?.words].filter(Boolean).join(' · ');
