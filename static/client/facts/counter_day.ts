/** A counter session laid out on the day's hours. Pure. The sums are the fold's: handled, idle, 未观察. */
import { calledOf, formatDuration, type CaseState, type CounterState, type WalkState } from '../journal/index';
import { openCase } from './counter';
import { sessionMinutes, type KindSaid } from './minutes';

export type Use = 'handled' | 'idle' | 'pause' | 'unobserved';
export const USES: Record<Use, string> = { handled: '办理', idle: '空闲', pause: '暂停', unobserved: '未观察' };

/** From `begins` to `ends` (ms) the window was used so; `one` is the case of a handled piece. */
export interface Piece { use: Use; begins: number; ends: number; one: CaseState | null }

/** In the order of time. `now` ends what still runs; what comes after the last case is known only at the end. */
export function piecesOf({ begins, ends, counter }: WalkState, now: number): Piece[] {
  const pieces: Piece[] = [];
  if (!counter) return pieces;
  const add = (use: Use, from: number, to: number, one: CaseState | null = null): void => {
    if (to > from) pieces.push({ use, begins: from, ends: to, one });
  };
  const aroundPauses = (use: Use, from: number, to: number, one: CaseState | null): void => {
    let done = from;
    for (const pause of counter.pauses) {
      const first = Math.max(pause.begins, from);
      // A pause still going on is taken from nothing that is over: the fold waits for its end as well.
      const last = Math.min(pause.ends ?? (one?.ends === null ? now : first), to);
      if (last <= first) continue;
      add(use, done, first, one);
      add('pause', first, last);
      done = last;
    }
    add(use, done, to, one);
  };
  const called = calledOf(counter.cases);
  const [first, last] = [called[0], called[called.length - 1]];
  if (begins !== null) add('unobserved', begins, first?.begins ?? ends ?? begins);
  called.forEach((one, place) => {
    aroundPauses('handled', one.begins, one.ends ?? now, one);
    const next = called[place + 1];
    if (next && one.ends !== null) aroundPauses('idle', one.ends, next.begins, null);
  });
  if (ends !== null && last && last.ends !== null) add('unobserved', last.ends, ends);
  return pieces;
}

export const lengthOf = (pieces: Piece[], use: Use): number =>
  pieces.reduce((sum, one) => sum + (one.use === use ? one.ends - one.begins : 0), 0);

/** Which kind of time lends its hue and pattern: one's own, waiting, the office's, away. */
export const LOOK: Record<Use, string> = { handled: 'served', idle: 'free', pause: 'pause', unobserved: 'away' };

/** How long the window was used for what, of the uses that occur. The case at the window goes on, and is in no sum yet. */
export function usesSaid(counter: CounterState, pieces: Piece[]): KindSaid[] {
  const [open, said] = [openCase(counter), sessionMinutes(counter)];
  const going = pieces.filter(({ begins }) => open && begins >= open.begins);
  return (Object.keys(USES) as Use[]).map((use): KindSaid => {
    const length = said.get(use)! + lengthOf(going, use);
    return [LOOK[use], `${USES[use]} ${formatDuration(length)}`, length];
  }).filter(([, , length]) => length);
}

export const HOUR = 3_600_000;

const MOST_ROWS = 48;
const MOST_HOURS = 31 * 24;

export interface Hours { begins: number; ends: number; parts: Piece[] }

/**
 * The hours these pieces lie in, each with its parts; hours in which nobody was served stand together. Where a wrong
 * clock makes years of a day, a row is as long as it must be for so many rows.
 */
export function hoursOf(pieces: Piece[]): Hours[] {
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  if (!first || !last) return [];
  for (let step = HOUR; ; step *= 2) {
    const rows = last.ends - first.begins <= MOST_HOURS * step ? rowsOf(pieces, step, last.ends) : [];
    if (rows.length > 0 && rows.length <= MOST_ROWS) return rows;
  }
}

function rowsOf(pieces: Piece[], step: number, until: number): Hours[] {
  const rows: Hours[] = [];
  const within = (begins: number, ends: number): Piece[] => pieces
    .map((one) => ({ ...one, begins: Math.max(one.begins, begins), ends: Math.min(one.ends, ends) }))
    .filter((one) => one.ends > one.begins);
  const empty = (parts: Piece[]): boolean => parts.every((one) => one.use !== 'handled');
  for (let begins = Math.floor(pieces[0]!.begins / step) * step; begins < until; begins += step) {
    const [parts, before] = [within(begins, begins + step), rows[rows.length - 1]];
    if (before && empty(parts) && empty(before.parts)) {
      before.ends = begins + step;
      before.parts = within(before.begins, before.ends);
    } else rows.push({ begins, ends: begins + step, parts });
  }
  return rows;
}
