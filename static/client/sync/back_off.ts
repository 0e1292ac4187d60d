/** How long to wait after a failure: 2 s doubling to 5 min, never in step with other phones. */
import type { World } from './world';

const FIRST_MS = 2_000;
const LONGEST_MS = 300_000;

export interface BackOff {
  /** Milliseconds until the next try; `asked` is what the server wants, or null. */
  next(asked: number | null): number;
  /** The next wait is short again. */
  forget(): void;
  /** True while a wait that the server asked for has not passed. */
  mustWait(): boolean;
}

export function backOff({ now, random }: World): BackOff {
  let wait = FIRST_MS;
  let notBefore = -Infinity;
  return {
    next(asked) {
      const jitter = 0.75 + random() / 2;
      if (asked !== null) {
        notBefore = now() + asked;
        // Never sooner than asked, and not all phones at that very second.
        return asked + random() * FIRST_MS;
      }
      const ms = wait * jitter;
      wait = Math.min(wait * 2, LONGEST_MS);
      return Math.min(ms, LONGEST_MS);
    },
    forget: () => void (wait = FIRST_MS),
    mustWait: () => now() < notBefore && notBefore - now() <= 3_600_000,
  };
}
