import { uuid7 } from '../journal/index';

let last = 0;

/**
 * A new id for an entry or a walk. Ids of one page always grow, even inside a millisecond or with the clock set
 * back: entries of equal time are ordered by id, and must keep the order in which they were made.
 */
export function newId(now: number = Date.now()): string {
  last = Math.max(now, last + 1);
  return uuid7(last, crypto.getRandomValues(new Uint8Array(16)));
}
