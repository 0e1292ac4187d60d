/** Reading a frozen body back, by the rules the server reads it by (zlc/walks/entries/entry.py). */

import type { Body, How, Kind } from './entry';
import { badField, isInstant, isKind, isObject, UUID } from './kinds';

export type Why = 'bad_body' | 'unknown_kind' | 'bad_field';

export class BadBody extends Error {
  constructor(readonly why: Why, readonly field: string | null = null) {
    super(field === null ? why : `${why}: ${field}`);
  }
}

/** Without NUL and lone surrogates, which PostgreSQL and UTF-8 cannot hold. With `u`, pairs are one character. */
export function cleanText(text: string): string {
  return text.replace(/[\0\ud800-\udfff]/gu, '');
}

// Nothing we write is nested deeper than four; what is might break whoever reads the state later.
const GREATEST_DEPTH = 32;

function clean(value: unknown, depth: number = 0): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new BadBody('bad_body');
  if (typeof value !== 'object' || value === null) return value;
  if (depth > GREATEST_DEPTH) throw new BadBody('bad_body');
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  // fromEntries defines its keys, so that one named __proto__ stays a key.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item, depth + 1)]));
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = clean(JSON.parse(text));
    if (isObject(value)) return value;
  } catch {
    // Not JSON, or nested deeper than the stack: the same answer as for any other unreadable body.
  }
  throw new BadBody('bad_body');
}

const isNumberOrNull = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER);
const isTextOrNull = (value: unknown): boolean => value === undefined || value === null || typeof value === 'string';

function isClock(value: unknown): boolean {
  return isObject(value) && [value['offset'], value['age'], value['mono']].every(isNumberOrNull)
    && isTextOrNull(value['page']);
}

const ENVELOPE: Array<[string, (value: unknown) => boolean]> = [
  ['walk', (value) => typeof value === 'string' && UUID.test(value)],
  ['kind', (value) => typeof value === 'string' && value !== ''],
  ['by', (value) => typeof value === 'string' && value !== ''],
  ['at', isInstant],
  ['tz', isInstant],
  ['clock', isClock],
  ['how', (value) => value === 'tap' || value === 'later' || value === 'import'],
];

function clockOf(value: Record<string, unknown>): Body['clock'] {
  const number = (field: string): number | null => (value[field] as number | null | undefined) ?? null;
  return { offset: number('offset'), age: number('age'), mono: number('mono'),
    page: (value['page'] as string | null | undefined) ?? null };
}

/** The body of an entry; throws BadBody as the server would hold it. */
export function readBody(text: string): Body {
  const raw = parsed(text);
  if (!isInstant(raw['v']) || raw['v'] < 1) throw new BadBody('bad_body', 'v');
  if (raw['v'] > 1) throw new BadBody('unknown_kind', 'v');
  const ill = ENVELOPE.find(([field, test]) => !test(raw[field]));
  if (ill !== undefined) throw new BadBody('bad_body', ill[0]);
  const kind = raw['kind'];
  if (!isKind(kind)) throw new BadBody('unknown_kind', 'kind');
  const data = raw['data'];
  if (!isObject(data)) throw new BadBody('bad_field', 'data');
  const bad = badField(kind, data);
  if (bad !== null) throw new BadBody('bad_field', bad);
  return assembled(raw, kind, data);
}

function assembled(raw: Record<string, unknown>, kind: Kind, data: Record<string, unknown>): Body {
  return {
    v: 1, walk: raw['walk'] as string, kind, by: raw['by'] as string, at: raw['at'] as number,
    tz: raw['tz'] as number, clock: clockOf(raw['clock'] as Record<string, unknown>), how: raw['how'] as How, data,
  } as unknown as Body;
}
