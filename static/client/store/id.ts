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

/**
 * The id of an entry whose own `id` stands for something else on the server. Made of its hash and not of chance: a
 * clone of this phone that holds the same entry gives it the same one, and it arrives once.
 */
export function otherId(id: string, hash: string): string {
  return `${id.slice(0, 14)}7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`;
}
