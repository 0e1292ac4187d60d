/** Amendments that the server keeps beside the walk until a coordinator lets them (docs/sync.md, Held entries). */

import type { Known } from './entry';

/** Those that the walk is folded from, and those that wait beside it, also on the phone of whoever wrote them. */
export function parted<T extends Known & { state?: string }>(entries: T[]): { counting: T[]; waiting: T[] } {
  const waits = (entry: T): boolean => entry.state === 'held' && entry.body.kind === 'amend';
  return { counting: entries.filter((entry) => !waits(entry)), waiting: entries.filter(waits) };
}
