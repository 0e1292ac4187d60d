/** What depended on an entry that was struck out: it stays, and a person is told. */

import type { Id, Kind } from './entry';
import type { Line } from './line';

/** Fields that may name another entry. A code in their place names none. */
const REFERENCES: Partial<Record<Kind, string[]>> = { photo: ['of'], problem: ['stage', 'check'] };

/** What an entry closes; it depends on an opener since the last closing. */
const CLOSES: Partial<Record<Kind, Kind>> = { return: 'leave', resumed: 'suspended', continue: 'pause' };
const OPENERS = new Set<Kind>(['leave', 'suspended', 'pause']);

interface Seen { standing: boolean; struck: boolean }

function orphaned(seen: Seen | undefined): boolean {
  return seen !== undefined && seen.struck && !seen.standing;
}

function note(seen: Map<string, Seen>, key: string, line: Line): void {
  const so = seen.get(key) ?? { standing: false, struck: false };
  seen.set(key, { standing: so.standing || !line.void, struck: so.struck || line.void });
}

function closersOf(lines: Line[]): Id[] {
  const flagged: Id[] = [];
  const openers = new Map<string, Seen>();
  for (const line of lines) {
    if (OPENERS.has(line.kind)) note(openers, line.kind, line);
    const closes = CLOSES[line.kind];
    if (closes === undefined || line.void) continue;
    if (orphaned(openers.get(closes))) flagged.push(line.id);
    openers.delete(closes);
  }
  return flagged;
}

function casesOf(lines: Line[]): Id[] {
  const calls = new Map<string, Seen>();
  const events = lines.filter((line) => line.kind === 'case');
  for (const line of events) if (line.fields['event'] === 'call') note(calls, line.fields['case'] as Id, line);
  return events.filter((line) => line.fields['event'] !== 'call' && orphaned(calls.get(line.fields['case'] as Id)))
    .map((line) => line.id);
}

function referrersOf(lines: Line[]): Id[] {
  const struck = new Set(lines.filter((line) => line.void).map((line) => line.id));
  return lines.filter((line) => (REFERENCES[line.kind] ?? []).some((field) => struck.has(line.fields[field] as Id)))
    .map((line) => line.id);
}

/** Ids of the entries that depended on a struck one; `lines` in order. */
export function flaggedOf(lines: Line[]): Set<Id> {
  return new Set([...referrersOf(lines), ...closersOf(lines), ...casesOf(lines)]);
}
