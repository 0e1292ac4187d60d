/** The applicant's time cut into spans (docs/sync.md, Spans). */

import type { Kind, Stage } from './entry';
import { kindOfTime } from './durations';
import type { Line } from './line';
import type { Certainty, KindOfTime, Span, Totals } from './state';

const STAMPS = new Set<Kind>(['stage', 'leave', 'return', 'finish']);
const WORST: Certainty[] = ['checked', 'estimated', 'doubtful'];

function worse(a: Certainty, b: Certainty): Certainty {
  return WORST.indexOf(a) > WORST.indexOf(b) ? a : b;
}

/** The walk as its stamps tell it. Give it the lines in order by `take`, and the finish by `finish`. */
export class Course {
  readonly spans: Span[] = [];
  readonly visits = new Set<number>();
  visit = 1;
  away = false;
  private step: Line | null = null;
  private current: Span | null = null;

  get running(): number | null {
    return this.current === null ? null : this.spans.length - 1;
  }

  take(line: Line): void {
    if (!STAMPS.has(line.kind)) return;
    if (line.void) this.strike(line);
    else if (line.kind === 'stage') this.beginStage(line);
    else if (line.kind === 'leave') this.leave(line);
    else if (line.kind === 'return') this.comeBack(line);
  }

  /** A struck stamp lets the span before it run on; one taken back at once was never meant. */
  private strike(line: Line): void {
    if (this.current !== null && !line.undone) this.current.flagged = true;
  }

  private beginStage(line: Line): void {
    this.close(line);
    this.arrive(line);
    this.step = line;
    this.begin(line, line);
  }

  private leave(line: Line): void {
    if (this.away) return;
    this.close(line);
    this.count(line, this.visit);
    this.away = true;
    this.push(line, { entry: line.id, stage: null, step: null, kind: 'away' });
  }

  private comeBack(line: Line): void {
    const wasAway = this.away;
    if (wasAway) this.close(line);
    this.arrive(line);
    if (wasAway && this.step !== null) this.begin(line, this.step);
  }

  /** Back in the hall: the next visit, unless the entry says which. */
  private arrive(line: Line): void {
    this.count(line, this.away ? this.visit + 1 : this.visit);
    this.away = false;
  }

  private count(line: Line, otherwise: number): void {
    const visit = line.fields['visit'];
    this.visit = typeof visit === 'number' ? visit : otherwise;
    this.visits.add(this.visit);
  }

  private begin(from: Line, step: Line): void {
    const stage = step.fields['stage'] as Stage;
    const name = (step.fields['step'] as string | null | undefined) ?? null;
    this.push(from, { entry: step.id, stage, step: name, kind: kindOfTime(stage) });
  }

  private push(from: Line, what: Pick<Span, 'entry' | 'stage' | 'step' | 'kind'>): void {
    this.current = {
      entry: what.entry, stage: what.stage, step: what.step, visit: this.visit, kind: what.kind,
      begins: from.time, ends: null, certainty: from.certainty, flagged: false,
    };
    this.spans.push(this.current);
  }

  close(line: Line): void {
    if (this.current === null) return;
    this.current.ends = line.time;
    this.current.certainty = worse(this.current.certainty, line.certainty);
    this.current = null;
  }

  finish(line: Line): void {
    this.close(line);
    this.away = false;
  }
}

export function totalsOf(spans: Span[]): Totals {
  const totals: Totals = { served: 0, own_work: 0, waiting: 0, office: 0, away: 0 };
  for (const span of spans) if (span.ends !== null) totals[span.kind as KindOfTime] += span.ends - span.begins;
  return totals;
}
