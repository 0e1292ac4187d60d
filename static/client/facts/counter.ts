/** What a counter session's screens say, taken from its state. Pure: no signal, no store. */
import { calledOf, formatDuration, type CalledCase, type CaseState, type CounterState, type Id, type WalkState } from '../journal/index';
import { hourOf } from './dates';
import { sessionMinutes } from './minutes';
import { matterWith, type Catalogue, type Matter } from './catalogue';
import { CASE_EVENTS, wordOf } from './words';

/** In the order of their keys 1 to 5. */
export const OUTCOMES = ['accept', 'supplement', 'refuse', 'refer', 'done'];

/** The case at the window now: at most one. */
export const openCase = (counter: CounterState | null): CalledCase | null =>
  (counter && calledOf(counter.cases).find((one) => one.ends === null)) ?? null;

/** The instant (ms) the present pause began, or null. */
export const pausedSince = (counter: CounterState | null): number | null =>
  counter?.pauses.find((pause) => pause.ends === null)?.begins ?? null;

/** Milliseconds of closed pauses since an instant: a running time leaves them out. */
export const pausedAfter = (counter: CounterState, since: number): number =>
  counter.pauses.reduce((sum, { begins, ends }) => sum + Math.max(0, (ends ?? 0) - Math.max(begins, since)), 0);

/** 「A012 号」, or 「第 13 件」 for a case without a ticket. */
export const caseName = (counter: CounterState, one: CaseState): string =>
  (one.ticket === null || one.ticket === '' ? `第 ${counter.cases.indexOf(one) + 1} 件` : `${one.ticket} 号`);

/**
 * The number to call next, for one tap: 「A013」 after 「A012」, one further for each call since that went without a
 * number; '' when the last one known does not end in figures.
 */
export function nextTicket(counter: CounterState | null): string {
  const called = counter ? calledOf(counter.cases).reverse() : [];
  const since = called.findIndex((one) => one.ticket !== null && one.ticket !== '');
  const [, letters, figures] = /^(.*?)(\d{1,6})$/.exec(String(called[since]?.ticket ?? '')) ?? [];
  return figures ? letters + String(Number(figures) + since + 1).padStart(figures.length, '0') : '';
}

/** How many cases ended how, those that occur, in the desk's order. */
export function resultsOf(cases: CaseState[]): [event: string, count: number][] {
  return [...OUTCOMES, 'unrecorded'].map((event): [string, number] =>
    [event, cases.filter((one) => one.result === event).length]).filter(([, count]) => count > 0);
}

/** How long a case took: the median, of fewer than five each of them, as zlc/walks/times/middle.py says it; and the longest. */
export function middleOf(counter: CounterState): [string, string][] {
  const said = sessionMinutes(counter);
  const lengths = counter.cases.flatMap((one) => said.get(one) ?? []).sort((a, b) => a - b);
  const many = lengths.length;
  const words = (some: number[]): string => some.map(formatDuration).join('、') || '未记';
  return [
    many < 5 ? ['各件用时', words(lengths)] : ['中位用时', words([(lengths[many >> 1]! + lengths[(many - 1) >> 1]!) / 2])],
    ['最长', words(lengths.slice(-1))],
  ];
}

export const resultWord = (one: CaseState): string => (one.result ? wordOf(CASE_EVENTS, one.result) : '正在办');

/** What was recorded of a case, photos apart: its calls and results, and the problems, needs and notes made in it. */
export const caseEntries = ({ order, entries }: WalkState, id: Id): Id[] =>
  order.filter((entry) => entries[entry]?.fields['case'] === id);

/** Photos of a case hang on one of its lines, as every photo hangs on an entry. */
export function photosOf(state: WalkState, id: Id): Id[] {
  const lines = caseEntries(state, id);
  return state.photos.filter((photo) => lines.includes(String(state.entries[photo]?.fields['of'])));
}

/** The entry whose amendment changes a case's ticket or matter: the one that says it now, else its first. */
export const sayingOf = ({ entries }: WalkState, one: CaseState, field: string): Id | undefined =>
  [...one.events].reverse().find((id) => entries[id]?.fields[field] != null) ?? one.events[0];

export interface NamedMatter { name: string; matter: Matter | null }

/** A case names its matter by the catalogue's id, or in words. */
export function matterNamed(catalogue: Catalogue, said: unknown): NamedMatter | null {
  if (typeof said !== 'string' || said === '') return null;
  const matter = matterWith(catalogue, said) ?? null;
  return { name: matter?.name ?? said, matter };
}

/** The matters of these sessions and walks, the latest first, each once, at most `limit`; none that is stopped. */
export function recentMatters(states: WalkState[], catalogue: Catalogue, limit: number): NamedMatter[] {
  const found = new Map<string, NamedMatter>();
  for (const { counter, open } of states) {
    const { matter, matter_text } = open?.fields ?? {};
    const said = [...(counter?.cases ?? []).map((one) => one.matter).reverse(), matter ?? matter_text];
    for (const one of said.map((words) => matterNamed(catalogue, words))) {
      if (one && !found.has(one.name) && !catalogue.stopped?.includes(one.matter!)) found.set(one.name, one);
    }
  }
  return [...found.values()].slice(0, limit);
}

/** 「10:32 A012 号 · 受理」 */
export const caseLine = (counter: CounterState, one: CaseState): string =>
  [one.begins !== null && hourOf(one.begins), caseName(counter, one), '·', resultWord(one)].filter(Boolean).join(' ');
