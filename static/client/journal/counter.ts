/** A counter session: its cases, pauses, and the time between (docs/sync.md, Counter). */

import type { CaseEvent, Id } from './entry';
import type { Line } from './line';
import type { CalledCase, CaseState, CounterState, Pause } from './state';

interface Interval { begins: number; ends: number }

/** Cases and pauses as the lines tell them; `finish` ends what is still open. */
function makeSession() {
  const cases = new Map<Id, CaseState>();
  const pauses: Pause[] = [];
  let current: CaseState | null = null;
  let pause: Pause | null = null;

  function caseOf(line: Line): CaseState {
    const id = line.fields['case'] as Id;
    const item = cases.get(id) ?? {
      case: id, ticket: null, matter: null, begins: null, ends: null, result: null, handled: null, paused: 0,
      events: [],
    };
    cases.set(id, item);
    item.ticket = (line.fields['ticket'] as CaseState['ticket'] | undefined) ?? item.ticket;
    item.matter = (line.fields['matter'] as string | null | undefined) ?? item.matter;
    item.events.push(line.id);
    return item;
  }

  /** Calling somebody ends a pause, and the case still open; a second call of the same case adds nothing. */
  function call(item: CaseState, time: number): void {
    endPause(time);
    if (item === current) return;
    forget(time);
    if (item.begins !== null || item.result !== null) return;
    item.begins = time;
    current = item;
  }

  function settle(item: CaseState, line: Line): void {
    item.result = line.fields['event'] as Exclude<CaseEvent, 'call'>;
    if (item !== current) return;
    item.ends = line.time;
    current = null;
  }

  function forget(time: number): void {
    if (current === null) return;
    current.ends = time;
    current.result = 'unrecorded';
    current = null;
  }

  function beginPause(line: Line): void {
    const reason = (line.fields['reason'] as string | null | undefined) ?? null;
    pause = { begins: line.time, ends: null, reason };
    pauses.push(pause);
  }

  function endPause(time: number): void {
    if (pause !== null) pause.ends = time;
    pause = null;
  }

  function take(line: Line): void {
    if (line.kind === 'case') {
      const item = caseOf(line);
      if (line.fields['event'] === 'call') call(item, line.time);
      else settle(item, line);
    } else if (line.kind === 'pause' && pause === null) beginPause(line);
    else if (line.kind === 'continue') endPause(line.time);
  }

  function finish(time: number): void {
    endPause(time);
    forget(time);
  }
  return { cases, pauses, take, finish };
}

/** How much of a stretch the pauses cover, of which no two overlap. */
const covered = (begins: number, ends: number, pauses: Interval[]): number =>
  pauses.reduce((sum, pause) => sum + between(Math.max(begins, pause.begins), Math.min(ends, pause.ends)), 0);

/** The cases that were called, in the order of time. */
export const calledOf = (cases: CaseState[]): CalledCase[] =>
  cases.filter((item): item is CalledCase => item.begins !== null).sort((a, b) => a.begins - b.begins);

const between = (begins: number | null, ends: number | null): number =>
  (begins === null || ends === null ? 0 : Math.max(0, ends - begins));

/** `lines` in order, up to the finish; `begins` the open's instant, `ends` the finish's. */
export function counterOf(lines: Line[], begins: number | null, ends: number | null): CounterState {
  const session = makeSession();
  for (const line of lines) if (!line.void) session.take(line);
  if (ends !== null) session.finish(ends);
  const cases = [...session.cases.values()];
  const called = calledOf(cases);
  const pauses = session.pauses.filter((pause): pause is Pause & Interval => pause.ends !== null);
  let idle = 0;
  // Before the first call and after the last end; what is not over yet counts nothing.
  let unobserved = between(begins, called[0]?.begins ?? ends);
  called.forEach((item, index) => {
    if (item.ends === null) return;
    item.paused = covered(item.begins, item.ends, pauses);
    item.handled = item.ends - item.begins - item.paused;
    const next = called[index + 1];
    if (next) idle += next.begins - item.ends - covered(item.ends, next.begins, pauses);
    else unobserved += between(item.ends, ends);
  });
  return { cases, idle, unobserved, pauses: session.pauses, count: cases.filter((item) => item.result !== null).length };
}
