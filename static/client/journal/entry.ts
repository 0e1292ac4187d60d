/** What a journal entry is, on the wire and in hand. The contract is docs/sync.md. */

export type Id = string; // lower-case uuid7
export type How = 'tap' | 'later' | 'import';
export type Stage = 'consult' | 'form' | 'queue' | 'acceptance' | 'result';
export type Result = 'accepted' | 'supplement' | 'refused' | 'referred' | 'done';
export type CaseEvent = 'call' | 'accept' | 'supplement' | 'refuse' | 'refer' | 'done';

/** The device's clock when the entry was made; `offset` is server − device in ms, `age` seconds since measured. */
export interface Clock {
  offset: number | null;
  age: number | null;
  mono: number | null;
  page: string | null;
}

export interface OpenData {
  as: 'applicant' | 'counter';
  mode?: 'self' | 'delegate' | 'accompany' | null;
  channel?: 'hall' | 'online' | null;
  unit?: Id | null;
  matter?: Id | null;
  matter_text?: string | null;
  place?: string | null;
  window?: string | number | null;
  head?: string | null;
  companions?: string | string[] | null;
  delegation?: { for?: string; ref?: string; request?: string } | null;
  plan?: Id | null;
  /** The rectification that asked for it to be walked again. */
  rewalk?: Id | null;
}

export interface StageData { stage: Stage; step?: string | null; visit?: number | null }
export interface VisitData { visit?: number | null }
export interface TicketData { number?: string | number | null; ahead?: number | null }

export interface MaterialData {
  name: string;
  listed?: boolean | null;
  copies?: number | null;
  tags?: Array<'strange' | 'circular' | 'repeated'> | null;
  shareable_from?: string | null;
  note?: string | null;
}

export interface IntermediaryData {
  name: string;
  fee?: number | null;
  days?: number | null;
  tags?: Array<'poor' | 'monopoly' | 'overcharge'> | null;
  note?: string | null;
}

export interface OutcomeData { result: Result; reason?: string | null }
export interface ReasonData { reason?: string | null }
export interface CheckData { item: string; verdict: 'good' | 'problem' | 'absent' | 'na'; note?: string | null }

/** `stage` is a stage's code or the id of a stage entry; `check` a checklist item or the id of a check entry. */
export interface ProblemData {
  text: string;
  category?: string | null;
  stage?: string | null;
  check?: string | null;
  severity?: 1 | 2 | 3 | null;
  /** The case of a counter session it was noted in; likewise below. */
  case?: Id | null;
}

export interface NeedData { text: string; from?: 'enterprise' | 'public' | 'staff' | null; case?: Id | null }
export interface NoteData { text: string; case?: Id | null }

export interface PhotoData {
  sha256: string;
  bytes: number;
  width?: number | null;
  height?: number | null;
  taken_at?: number | null;
  caption?: string | null;
  of?: Id | null;
  redacted?: boolean | null;
  restricted?: boolean | null;
}

export interface RatingData { level: 1 | 2 | 3 | 4 | 5; aspects?: Record<string, unknown> | null }

export interface CaseData {
  case: Id;
  event: CaseEvent;
  ticket?: string | number | null;
  matter?: string | null;
  note?: string | null;
}

export interface FinishData { result?: string | null; summary?: string | null }

/** `saw`: the amendments whose value the author was shown for that field; [] is the original value. */
export interface Change { value: unknown; saw: Id[] }
export interface AmendData { target: Id; set: Record<string, Change>; reason: string }

/** Of a rectification; `saw`: by which plan it was written. */
export interface ClaimData { saw?: string | null }
export interface ProgressData extends ClaimData { text: string }
export interface EvidenceData extends ClaimData, Omit<PhotoData, 'of' | 'restricted'> {}
export interface SubmissionData extends ClaimData { effect: string; text?: string | null }

export interface DataOf {
  open: OpenData;
  stage: StageData;
  leave: VisitData;
  return: VisitData;
  ticket: TicketData;
  material: MaterialData;
  intermediary: IntermediaryData;
  outcome: OutcomeData;
  suspended: ReasonData;
  resumed: ReasonData;
  check: CheckData;
  problem: ProblemData;
  need: NeedData;
  note: NoteData;
  photo: PhotoData;
  rating: RatingData;
  case: CaseData;
  pause: ReasonData;
  continue: ReasonData;
  finish: FinishData;
  amend: AmendData;
  claim: ClaimData;
  progress: ProgressData;
  evidence: EvidenceData;
  submission: SubmissionData;
}

export type Kind = keyof DataOf;

export interface BodyOf<K extends Kind> {
  v: 1;
  walk: Id;
  kind: K;
  by: Id;
  at: number;
  tz: number;
  clock: Clock;
  how: How;
  data: DataOf[K];
}

export type Body = { [K in Kind]: BodyOf<K> }[Kind];

/** On the wire; `body` is the frozen JSON text that `hash` was taken of. */
export interface Entry {
  id: Id;
  seq: number;
  hash: string;
  chain: string;
  body: string;
}

/** An entry as the fold takes it; `at_server` is null until the server told it, and then counts as the greatest. */
export interface Known {
  id: Id;
  at_server: number | null;
  body: Body;
}
