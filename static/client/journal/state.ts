/** The state of one walk, as the fold gives it: the same JSON here and on the server. Instants and lengths in ms. */

import type { CaseEvent, How, Id, Kind, Result, Stage } from './entry';

export type Certainty = 'checked' | 'estimated' | 'doubtful';
export type KindOfTime = 'served' | 'own_work' | 'waiting' | 'office' | 'away';
export type Status = 'waiting_open' | 'under_way' | 'finished' | 'void';
export type Reached = 'end' | 'going' | 'short';
export type Fields = Record<string, unknown>;

export interface EntryState {
  kind: Kind;
  by: Id;
  how: How;
  time: number;
  /** The raw `at` of the device. */
  recorded_at: number;
  certainty: Certainty;
  void: boolean;
  /** Struck out with the reason `undo`. */
  undone: boolean;
  /** The data with its amended values. */
  fields: Fields;
  /** Names of the fields whose shown value came from an amendment, `at` and `void` among them. */
  amended: string[];
  /** The entry this one waits for; the walk's own id while its open has not come. */
  waits_for: Id | null;
  /** It depended on an entry that was struck out. */
  flagged: boolean;
}

export interface AmendmentState {
  target: Id;
  set: Record<string, { value: unknown; saw: Id[] }>;
  reason: string;
  time: number;
  by: Id;
  /** At least one of its values is the one that shows. */
  effective: boolean;
}

export interface Conflict {
  target: Id;
  field: string;
  shown: Id;
  /** Greatest (at_server, id) first. */
  heads: Id[];
  values: unknown[];
}

export interface Span {
  /** The stage entry, or the leave of an `away` span. */
  entry: Id;
  stage: Stage | null;
  step: string | null;
  visit: number;
  kind: KindOfTime;
  begins: number;
  /** null: still running. */
  ends: number | null;
  certainty: Certainty;
  /** It runs over a stamp that was struck out. */
  flagged: boolean;
}

export type Totals = Record<KindOfTime, number>;
/** `entries`: those that say why, the first of which began it. */
export interface Stopped { begins: number; ends: number | null; why: 'supplement' | 'suspended'; entries: Id[] }
export interface Pause { begins: number; ends: number | null; reason: string | null }

export interface CaseState {
  case: Id;
  ticket: string | number | null;
  matter: string | null;
  begins: number | null;
  ends: number | null;
  result: Exclude<CaseEvent, 'call'> | 'unrecorded' | null;
  /** Length with the pauses taken out; null while running or without a call. */
  handled: number | null;
  paused: number;
  events: Id[];
}

export type CalledCase = CaseState & { begins: number };

export interface CounterState {
  cases: CaseState[];
  idle: number;
  unobserved: number;
  pauses: Pause[];
  /** Cases that have a result, 未记 among them. */
  count: number;
}

export interface WalkState {
  walk: Id;
  status: Status;
  as: 'applicant' | 'counter' | null;
  open: { entry: Id; by: Id; fields: Fields } | null;
  order: Id[];
  entries: Record<Id, EntryState>;
  amendments: Record<Id, AmendmentState>;
  conflicts: Conflict[];
  spans: Span[];
  totals: Totals;
  trips: number;
  visit: number;
  away: boolean;
  /** Index into `spans` of the one still running. */
  running: number | null;
  begins: number | null;
  ends: number | null;
  result: Result | null;
  /** 走到底, 在走, 未到底; null where there is nothing to reach. */
  reached: Reached | null;
  stopped: Stopped[];
  problems: Id[];
  needs: Id[];
  photos: Id[];
  materials: Id[];
  notes: Id[];
  counter: CounterState | null;
}

