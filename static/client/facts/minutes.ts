/**
 * Lengths as they are said: whole minutes, so rounded that parts add up to their whole. The desk's rule and its reasons:
 * zlc/walks/times/minutes.py, docs/decisions/0030-minutes-that-add-up.md. Pure.
 */
import { calledOf, formatDuration, type CaseState, type CounterState, type Span, type WalkState } from '../journal/index';
import { KINDS } from './words';

const MINUTE = 60_000;

/** By what it is the length of: a kind of time or a use of the window, and each span, each case, and its pauses by its id. */
export type Said = Map<Span | CaseState | string | undefined, number>;
type Part = [of: Span | CaseState | string, length: number];

/** Tells `said` of each part; what comes to no minute is left as 1 ms: it adds nothing, and is said as 「不到 1 分」. */
export function share(said: Said, parts: Part[], whole = parts.reduce((sum, [, length]) => sum + length, 0)): Said {
  const left = parts.reduce((rest, [, length]) => rest - Math.floor(length / MINUTE), Math.floor(whole / MINUTE));
  parts.sort(([, a], [, b]) => b % MINUTE - a % MINUTE).forEach(([of, length], place) =>
    said.set(of, (Math.floor(length / MINUTE) + Number(place < left)) * MINUTE || Math.min(length, 1)));
  return said;
}

function measured({ spans, totals, begins, ends }: WalkState): Said {
  const kinds = Object.entries(totals);
  const rest = kinds.reduce((left, [, length]) => left - length, ends! - (begins ?? Infinity));
  const said = share(new Map(), [...kinds, ['rest', Math.max(0, rest)]]);
  for (const [kind] of kinds) {
    share(said, spans.flatMap((span): Part[] =>
      (span.kind === kind && span.ends !== null ? [[span, span.ends - span.begins]] : [])), said.get(kind));
  }
  return said;
}

/** A rail asks for each of its spans. */
const known = new WeakMap<WalkState, Said>();

/** Of each kind of time, of each span that is over, and as `rest` of what no stamp belongs to. */
export function minutesOf(state: WalkState): Said {
  const said = known.get(state) ?? measured(state);
  known.set(state, said);
  return said;
}

export type KindSaid = [kind: string, words: string, length: number];

/** Of these kinds of time those that occur, the word and the length in words of each; what no stamp belongs to, from a minute on. */
export function kindsSaid(state: WalkState): KindSaid[] {
  const said = minutesOf(state);
  return Object.entries({ ...KINDS, rest: '未记' }).map(([kind, word]): KindSaid =>
    [kind, `${word} ${formatDuration(said.get(kind)!)}`, said.get(kind)!])
    .filter(([kind, , length]) => length >= (kind === 'rest' ? MINUTE : 1));
}

/** What a session's time went to, and of each case that is over how long it was handled and paused. */
export function sessionMinutes({ cases, idle, unobserved }: CounterState): Said {
  const called = calledOf(cases);
  const over = called.filter((one) => one.ends !== null);
  const handled = over.reduce((sum, one) => sum + one.handled!, 0);
  // From the first call to the one still at the window, or to the last end: work, idle, or pause.
  const reached = called[over.length]?.begins ?? over[over.length - 1]?.ends ?? 0;
  const pause = reached - (called[0]?.begins ?? 0) - handled - idle;
  const said = share(new Map(), [['handled', handled], ['idle', idle], ['pause', pause], ['unobserved', unobserved]]);
  share(said, over.map((one) => [one, one.handled!]), said.get('handled'));
  const beside = over.reduce((left, one) => left - one.paused, pause);
  return share(said, [...over.map((one): Part => [one.case, one.paused]), ['', beside]], said.get('pause'));
}
