/** A walk's state from its set of entries, whatever their order of arrival. The same rules as zlc/walks/fold/. */

import { settle, type Settled, type Shown } from './amendments';
import { counterOf } from './counter';
import type { Id, Kind, Known, Result } from './entry';
import { flaggedOf } from './flags';
import { type Amendment, byText, byTime, type Line } from './line';
import { reachedOf } from './reached';
import { courseOf, totalsOf } from './spans';
import type { AmendmentState, EntryState, Fields, Status, WalkState } from './state';
import { stoppedOf } from './stopped';
import { type Timed, timesOf } from './times';

function walkOf(known: Known[]): Id {
  const [first, ...others] = known;
  if (first === undefined) return '';
  return others.reduce((least, entry) => (entry.id < least.id ? entry : least), first).body.walk;
}

/** One entry per id, in the order of ids: equal sets give equal bytes. Of one told twice, the copy with at_server. */
function entriesOf(known: Known[], walk: Id): Map<Id, Known> {
  const entries = new Map<Id, Known>();
  for (const entry of [...known].sort((a, b) => byText(a.id, b.id))) {
    if (entry.body.walk !== walk) continue;
    const other = entries.get(entry.id);
    if (other === undefined || arrival(entry) < arrival(other)) entries.set(entry.id, entry);
  }
  return entries;
}

function arrival(entry: Known): number {
  return entry.at_server ?? Infinity;
}

function amendmentsOf(entries: Map<Id, Known>): Amendment[] {
  const amendments: Amendment[] = [];
  for (const entry of entries.values()) {
    if (entry.body.kind === 'amend') amendments.push({ ...entry, data: entry.body.data });
  }
  return amendments;
}

function amendedAt(settled: Settled): Map<Id, number> {
  const instants = new Map<Id, number>();
  for (const [target, fields] of settled.shown) {
    const shown = fields.get('at');
    if (shown !== undefined) instants.set(target, shown.value as number);
  }
  return instants;
}

/** fromEntries defines its keys, so that one named __proto__ stays a key. */
function fieldsOf(entry: Known, shown: Map<string, Shown>): Fields {
  const amended = [...shown].filter(([field]) => field !== 'at' && field !== 'void');
  const values = amended.map(([field, { value }]): [string, unknown] => [field, value]);
  return Object.fromEntries([...Object.entries(entry.body.data), ...values]);
}

function lineOf(entry: Known, shown: Map<string, Shown>, timed: Timed): Line {
  const { kind, by, how, at } = entry.body;
  const struck = shown.get('void');
  return {
    id: entry.id, kind, by, how, recordedAt: at, time: timed.time, certainty: timed.certainty,
    void: struck?.value === true, undone: struck?.value === true && struck.amendment.data.reason === 'undo',
    fields: fieldsOf(entry, shown), amended: [...shown.keys()].sort(byText),
  };
}

function linesOf(entries: Map<Id, Known>, settled: Settled): Line[] {
  const times = timesOf(entries.values(), amendedAt(settled));
  const lines: Line[] = [];
  for (const entry of entries.values()) {
    lines.push(lineOf(entry, settled.shown.get(entry.id) ?? new Map<string, Shown>(), times.get(entry.id) as Timed));
  }
  return lines.sort(byTime);
}

function waitsFor(line: Line, entries: Map<Id, Known>, walk: Id, opened: boolean): Id | null {
  const named = line.kind === 'amend' ? line.fields['target'] : line.kind === 'photo' ? line.fields['of'] : null;
  if (typeof named === 'string' && !entries.has(named)) return named;
  return opened || line.kind === 'open' ? null : walk;
}

function entryState(line: Line, waits_for: Id | null, flagged: boolean): EntryState {
  return {
    kind: line.kind, by: line.by, how: line.how, time: line.time, recorded_at: line.recordedAt,
    certainty: line.certainty, void: line.void, undone: line.undone, fields: line.fields, amended: line.amended,
    waits_for, flagged,
  };
}

function entryStates(lines: Line[], entries: Map<Id, Known>, walk: Id, opened: boolean): Record<Id, EntryState> {
  const flagged = flaggedOf(lines);
  const states: Record<Id, EntryState> = {};
  for (const line of lines) {
    states[line.id] = entryState(line, waitsFor(line, entries, walk, opened), flagged.has(line.id));
  }
  return states;
}

function amendmentStates(lines: Line[], amendments: Amendment[], settled: Settled): Record<Id, AmendmentState> {
  const data = new Map(amendments.map((amendment) => [amendment.id, amendment.data]));
  const states: Record<Id, AmendmentState> = {};
  for (const { id, time, by } of lines) {
    const amend = data.get(id);
    if (amend === undefined) continue;
    const { target, set, reason } = amend;
    states[id] = { target, set, reason, time, by, effective: settled.effective.has(id) };
  }
  return states;
}

function statusOf(open: Line | undefined, finish: Line | undefined): Status {
  if (open === undefined) return 'waiting_open';
  if (open.void) return 'void';
  return finish === undefined ? 'under_way' : 'finished';
}

function listOf(lines: Line[], kind: Kind): Id[] {
  return lines.filter((line) => line.kind === kind && !line.void).map((line) => line.id);
}

function resultOf(lines: Line[]): Result | null {
  const outcomes = lines.filter((line) => line.kind === 'outcome' && !line.void);
  return (outcomes[outcomes.length - 1]?.fields['result'] as Result | undefined) ?? null;
}

/** The part of the state that tells how the walk went. `lines` in order. */
function courseState(lines: Line[], open: Line | undefined) {
  const end = lines.findIndex((line) => line.kind === 'finish' && !line.void);
  const finish = end < 0 ? undefined : lines[end];
  const within = end < 0 ? lines : lines.slice(0, end);
  const ends = finish?.time ?? null;
  const as = (open?.fields['as'] as WalkState['as'] | undefined) ?? null;
  const atCounter = as === 'counter';
  const course = courseOf(atCounter ? [] : within, finish);
  const opened = open?.time ?? null;
  const online = open?.fields['channel'] === 'online';
  const status = statusOf(open, finish);
  return {
    status, as, spans: course.spans, totals: totalsOf(course.spans),
    trips: online ? 0 : course.visits, visit: course.visit, away: course.away, running: course.running,
    begins: course.spans[0]?.begins ?? opened, ends,
    result: resultOf(lines), reached: reachedOf(lines, finish, status, atCounter),
    stopped: atCounter ? [] : stoppedOf(within, ends, online),
    counter: atCounter ? counterOf(within, opened, ends) : null,
  };
}

/** The state of `walk`; entries of other walks are left aside. Without `walk`: that of the least entry id. */
export function fold(known: Known[], walk: Id = walkOf(known)): WalkState {
  const entries = entriesOf(known, walk);
  const amendments = amendmentsOf(entries);
  const settled = settle(entries, amendments);
  const lines = linesOf(entries, settled);
  // The first that stands; a struck one only where all are.
  const opens = lines.filter((line) => line.kind === 'open');
  const open = opens.find((line) => !line.void) ?? opens[0];
  return {
    walk,
    open: open === undefined ? null : { entry: open.id, by: open.by, fields: open.fields },
    order: lines.map((line) => line.id),
    entries: entryStates(lines, entries, walk, open !== undefined),
    amendments: amendmentStates(lines, amendments, settled),
    conflicts: settled.conflicts,
    ...courseState(lines, open),
    problems: listOf(lines, 'problem'), needs: listOf(lines, 'need'), photos: listOf(lines, 'photo'),
    materials: listOf(lines, 'material'), notes: listOf(lines, 'note'),
  };
}
