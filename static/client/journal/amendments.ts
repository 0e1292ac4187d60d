/** Which value of a field counts: the heads of its amendments, their conflicts (docs/sync.md, The fold). */

import type { Id, Known } from './entry';
import { fits } from './kinds';
import { type Amendment, byText } from './line';
import type { Conflict } from './state';

export interface Shown {
  value: unknown;
  amendment: Amendment;
}

export interface Settled {
  /** The value that shows, by target and field. */
  shown: Map<Id, Map<string, Shown>>;
  conflicts: Conflict[];
  effective: Set<Id>;
}

/** Greatest (at_server, id) first; what the server has not told yet counts as the greatest. */
function byServer(a: Amendment, b: Amendment): number {
  const first = a.at_server ?? Infinity;
  const second = b.at_server ?? Infinity;
  return first === second ? byText(b.id, a.id) : first < second ? 1 : -1;
}

/** JSON text that two equal values share, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => byText(a, b));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
}

/** What is reached through others was seen directly by the last of them: one pass finds all heads. */
function headsOf(candidates: Amendment[], field: string): Amendment[] {
  const seen = new Set<Id>();
  for (const amendment of candidates) {
    for (const id of amendment.data.set[field]?.saw ?? []) if (id !== amendment.id) seen.add(id);
  }
  const heads = candidates.filter((amendment) => !seen.has(amendment.id));
  // Amendments that claim to have seen one another leave no head; then none of them outranks the others.
  return (heads.length > 0 ? heads : [...candidates]).sort(byServer);
}

function candidatesOf(entries: Map<Id, Known>, amendments: Amendment[]): Map<Id, Map<string, Amendment[]>> {
  const found = new Map<Id, Map<string, Amendment[]>>();
  for (const amendment of amendments) {
    const target = entries.get(amendment.data.target);
    if (target === undefined || target.body.kind === 'amend') continue;
    const fields = found.get(target.id) ?? new Map<string, Amendment[]>();
    found.set(target.id, fields);
    for (const [field, change] of Object.entries(amendment.data.set)) {
      if (!fits(target.body.kind, field, change.value)) continue;
      const others = fields.get(field);
      if (others === undefined) fields.set(field, [amendment]);
      else others.push(amendment);
    }
  }
  return found;
}

export function settle(entries: Map<Id, Known>, amendments: Amendment[]): Settled {
  const settled: Settled = { shown: new Map(), conflicts: [], effective: new Set() };
  for (const [target, fields] of candidatesOf(entries, amendments)) {
    const values = new Map<string, Shown>();
    settled.shown.set(target, values);
    for (const [field, candidates] of fields) {
      values.set(field, settleField(settled, target, field, headsOf(candidates, field)));
    }
  }
  settled.conflicts.sort((a, b) => byText(a.target, b.target) || byText(a.field, b.field));
  return settled;
}

function settleField(settled: Settled, target: Id, field: string, heads: Amendment[]): Shown {
  const values = heads.map((head) => head.data.set[field]?.value);
  const texts = values.map(canonical);
  heads.forEach((head, index) => {
    if (texts[index] === texts[0]) settled.effective.add(head.id);
  });
  const first = heads[0] as Amendment;
  if (texts.some((text) => text !== texts[0])) {
    settled.conflicts.push({ target, field, shown: first.id, heads: heads.map((head) => head.id), values });
  }
  return { value: values[0], amendment: first };
}
