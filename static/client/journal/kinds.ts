/** What each kind's data may hold. The same table as zlc/walks/entries/kinds.py; tests/sync/bodies.json keeps them equal. */

import type { Kind } from './entry';

type Test = (value: unknown) => boolean;
interface Rule { fits: Test; required: boolean }
type Rules = Record<string, Rule>;

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const GREATEST_COUNT = 2 ** 31 - 1; // what an INTEGER column holds

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Any whole number a device can count exactly, whatever year it names. */
export function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

const text: Test = (value) => typeof value === 'string';
const filled: Test = (value) => typeof value === 'string' && value.trim() !== '';
const flag: Test = (value) => typeof value === 'boolean';
const amount: Test = (value) => typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
const uuid: Test = (value) => typeof value === 'string' && UUID.test(value);
const sha256: Test = (value) => typeof value === 'string' && SHA256.test(value);
const texts: Test = (value) => text(value) || (Array.isArray(value) && value.every(text));
const label: Test = (value) => text(value) || amount(value);

function whole(least: number, greatest: number = GREATEST_COUNT): Test {
  return (value) => isInstant(value) && value >= least && value <= greatest;
}

function oneOf(...choices: string[]): Test {
  return (value) => typeof value === 'string' && choices.includes(value);
}

function someOf(...choices: string[]): Test {
  const fits = oneOf(...choices);
  return (value) => Array.isArray(value) && value.every(fits);
}

const must = (fits: Test): Rule => ({ fits, required: true });
const may = (fits: Test): Rule => ({ fits: (value) => value === null || fits(value), required: false });

const count = whole(0);
const reason: Rules = { reason: may(text) };
const visit: Rules = { visit: may(count) };
// In a counter session: the case it was noted in.
const inCase: Rules = { case: may(uuid) };
// By which plan it was written (docs/decisions/0044).
const saw: Rules = { saw: may(text) };
const STAGES = oneOf('consult', 'form', 'queue', 'acceptance', 'result');
const RESULTS = oneOf('accepted', 'supplement', 'refused', 'referred', 'done');

const change: Test = (value) =>
  isObject(value) && 'value' in value && Array.isArray(value['saw']) && value['saw'].every(text);

/** `at` and `void` may be amended in every kind, so their values are known without the target. */
const changes: Test = (value) =>
  isObject(value) && Object.keys(value).length > 0 && Object.entries(value).every(
    ([field, item]) => change(item) && fitsEverywhere(field, (item as { value: unknown }).value));

function fitsEverywhere(field: string, value: unknown): boolean {
  if (field === 'at') return isInstant(value);
  return field !== 'void' || flag(value);
}

export const RULES: Record<Kind, Rules> = {
  open: {
    as: must(oneOf('applicant', 'counter')), mode: may(oneOf('self', 'delegate', 'accompany')),
    channel: may(oneOf('hall', 'online')), unit: may(text), matter: may(text), matter_text: may(text),
    place: may(text), window: may(label), head: may(text), companions: may(texts),
    delegation: may(isObject), plan: may(text), rewalk: may(text),
  },
  stage: { stage: must(STAGES), step: may(text), ...visit },
  leave: visit,
  return: visit,
  ticket: { number: may(label), ahead: may(count) },
  material: {
    name: must(text), listed: may(flag), copies: may(count), tags: may(someOf('strange', 'circular', 'repeated')),
    shareable_from: may(text), note: may(text),
  },
  intermediary: {
    name: must(text), fee: may(amount), days: may(amount), tags: may(someOf('poor', 'monopoly', 'overcharge')),
    note: may(text),
  },
  outcome: { result: must(RESULTS), ...reason },
  suspended: reason,
  resumed: reason,
  check: { item: must(text), verdict: must(oneOf('good', 'problem', 'absent', 'na')), note: may(text) },
  problem: {
    text: must(text), category: may(text), stage: may(text), check: may(text), severity: may(whole(1, 3)),
    ...inCase,
  },
  need: { text: must(text), from: may(oneOf('enterprise', 'public', 'staff')), ...inCase },
  note: { text: must(text), ...inCase },
  photo: {
    sha256: must(sha256), bytes: must(count), width: may(count), height: may(count), taken_at: may(isInstant),
    caption: may(text), of: may(uuid), redacted: may(flag), restricted: may(flag),
  },
  rating: { level: must(whole(1, 5)), aspects: may(isObject) },
  case: {
    case: must(uuid), event: must(oneOf('call', 'accept', 'supplement', 'refuse', 'refer', 'done')),
    ticket: may(label), matter: may(text), note: may(text),
  },
  pause: reason,
  continue: reason,
  finish: { result: may(text), summary: may(text) },
  amend: { target: must(uuid), set: must(changes), reason: must(filled) },
  // Of a rectification: `walk` is its id, and no walk has them.
  claim: saw,
  progress: { text: must(text), ...saw },
  evidence: {
    sha256: must(sha256), bytes: must(count), width: may(count), height: may(count), taken_at: may(isInstant),
    caption: may(text), redacted: may(flag), ...saw,
  },
  submission: { effect: must(text), text: may(text), ...saw },
};

/** The same as in kinds.py. */
export const isOfRectification = (kind: Kind): boolean => ['claim', 'progress', 'evidence', 'submission'].includes(kind);

const has = (object: object, key: string): boolean => Object.prototype.hasOwnProperty.call(object, key);

export function isKind(kind: unknown): kind is Kind {
  return typeof kind === 'string' && has(RULES, kind);
}

/**
 * Whether an amendment may give this value to this field of its target's data; `at` and `void` are known to fit since
 * the amendment was read, and a field of a newer phone takes any value.
 */
export function fits(kind: Kind, field: string, value: unknown): boolean {
  return !has(RULES[kind], field) || RULES[kind][field]!.fits(value);
}

/** The first field of the data that is missing or does not fit, or null. */
export function badField(kind: Kind, data: Record<string, unknown>): string | null {
  for (const [field, rule] of Object.entries(RULES[kind])) {
    if (has(data, field) ? !rule.fits(data[field]) : rule.required) return field;
  }
  return null;
}
