/** When each entry happened, and how sure we are (docs/sync.md, Time). */

import type { Clock, Id, Known } from './entry';
import type { Certainty } from './state';

export interface Timed {
  time: number;
  certainty: Certainty;
}

const SIX_HOURS = 6 * 3600;

function certaintyOf(entry: Known, sure: boolean): Certainty {
  const { offset, age } = entry.body.clock;
  if (!sure || offset === null || entry.body.how !== 'tap') return 'doubtful';
  return age !== null && age <= SIX_HOURS ? 'checked' : 'estimated';
}

function measured(entry: Known): number {
  return entry.body.at + Math.floor((entry.body.clock.offset ?? 0) + 0.5);
}

/** A stamp added later or imported names a past instant; when it was typed says nothing of it. */
function pageOf(entry: Known): string | null {
  const { mono, page } = entry.body.clock;
  return entry.body.how === 'tap' && mono !== null ? page : null;
}

function monoOf(clock: Clock): number {
  return clock.mono ?? 0;
}

/** Raises the entries of one page, in the order of its own clock, which nobody can set back. */
function raise(page: Known[], amendedAt: Map<Id, number>, times: Map<Id, Timed>): void {
  page.sort((a, b) => monoOf(a.body.clock) - monoOf(b.body.clock));
  let floor = -Infinity;
  let greatest = -Infinity;
  let mono = -Infinity;
  for (const entry of page) {
    if (monoOf(entry.body.clock) > mono) floor = greatest;
    mono = monoOf(entry.body.clock);
    const timed = timeOf(entry, amendedAt.get(entry.id), floor);
    times.set(entry.id, timed);
    greatest = Math.max(greatest, timed.time);
  }
}

function timeOf(entry: Known, amended: number | undefined, floor: number): Timed {
  if (amended !== undefined) return { time: amended, certainty: 'doubtful' };
  const time = measured(entry);
  return { time: Math.max(time, floor), certainty: certaintyOf(entry, time >= floor) };
}

/** `amendedAt`: the amended instants, taken as true time. */
export function timesOf(entries: Iterable<Known>, amendedAt: Map<Id, number>): Map<Id, Timed> {
  const times = new Map<Id, Timed>();
  const pages = new Map<string, Known[]>();
  for (const entry of entries) {
    const page = pageOf(entry);
    if (page === null) times.set(entry.id, timeOf(entry, amendedAt.get(entry.id), -Infinity));
    else if (pages.has(page)) pages.get(page)?.push(entry);
    else pages.set(page, [entry]);
  }
  for (const page of pages.values()) raise(page, amendedAt, times);
  return times;
}
