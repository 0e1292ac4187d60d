/** The applicant's time cut into spans (docs/sync.md, Spans). */

import type { Kind, Stage } from './entry';
import { kindOfTime } from './durations';
import type { Line } from './line';
import { answers, inHand } from './reached';
import type { Certainty, KindOfTime, Span, Totals } from './state';

const STAMPS = new Set<Kind>(['stage', 'leave', 'return', 'finish']);
const WORST: Certainty[] = ['checked', 'estimated', 'doubtful'];

function worse(a: Certainty, b: Certainty): Certainty {
  return WORST.indexOf(a) > WORST.indexOf(b) ? a : b;
}

export interface Course {
  spans: Span[];
  /** How many different ones. */
  visits: number;
  visit: number;
  away: boolean;
  /** Place of the span that runs, or null. */
  running: number | null;
}

/** The walk as its stamps tell it, in order; `finish` ends what still runs. */
export function courseOf(lines: Line[], finish: Line | undefined): Course {
  const spans: Span[] = [];
  const visits = new Set<number>();
  let visit = 1;
  let away = false;
  let step: Line | null = null;
  let current: Span | null = null;
  /** Whether the step that was begun last has nothing more to wait for. */
  let answered = false;

  const close = (line: Line): void => {
    if (current === null) return;
    current.ends = line.time;
    current.certainty = worse(current.certainty, line.certainty);
    current = null;
  };
  /** An entry says the visit that its phone knew of: what was added later lies before it, and moves it on. */
  const count = (line: Line, least: number): void => {
    const said = line.fields['visit'];
    visit = typeof said === 'number' ? Math.max(said, least) : least;
    visits.add(visit);
  };
  /** Back in the hall: the next visit, unless the entry says a later one. */
  const arrive = (line: Line): void => {
    count(line, away ? visit + 1 : visit);
    away = false;
  };
  const push = (from: Line, what: Pick<Span, 'entry' | 'stage' | 'step' | 'kind'>): void => {
    const { time: begins, certainty } = from;
    current = { ...what, visit, begins, ends: null, certainty, flagged: false };
    spans.push(current);
  };
  const begin = (from: Line, of: Line): void => {
    const stage = of.fields['stage'] as Stage;
    const name = (of.fields['step'] as string | null | undefined) ?? null;
    push(from, { entry: of.id, stage, step: name, kind: kindOfTime(stage) });
  };
  const beginStage = (line: Line): void => {
    close(line);
    arrive(line);
    step = line;
    answered = inHand(line);
    begin(line, line);
    if (answered) close(line);
  };
  /** It ends the office's time, whether or not 全程结束 follows. */
  const answer = (line: Line): void => {
    if (step === null || kindOfTime(step.fields['stage'] as Stage) !== 'office') return;
    answered = true;
    if (!away) close(line);
  };
  const leave = (line: Line): void => {
    if (away) return;
    close(line);
    count(line, visit);
    away = true;
    push(line, { entry: line.id, stage: null, step: null, kind: 'away' });
  };
  const comeBack = (line: Line): void => {
    const wasAway = away;
    if (wasAway) close(line);
    arrive(line);
    if (wasAway && step !== null && !answered) begin(line, step);
  };
  /** A struck stamp lets the span before it run on; one taken back at once was never meant. */
  const strike = (line: Line): void => {
    if (current !== null && !line.undone) current.flagged = true;
  };
  for (const line of lines) {
    if (line.kind === 'outcome' && !line.void && answers(line)) answer(line);
    if (!STAMPS.has(line.kind)) continue;
    if (line.void) strike(line);
    else if (line.kind === 'stage') beginStage(line);
    else if (line.kind === 'leave') leave(line);
    else if (line.kind === 'return') comeBack(line);
  }
  if (finish !== undefined) {
    close(finish);
    away = false;
  }
  return { spans, visits: visits.size, visit, away, running: current === null ? null : spans.length - 1 };
}

export function totalsOf(spans: Span[]): Totals {
  const totals: Totals = { served: 0, own_work: 0, waiting: 0, office: 0, away: 0 };
  for (const span of spans) if (span.ends !== null) totals[span.kind as KindOfTime] += span.ends - span.begins;
  return totals;
}
