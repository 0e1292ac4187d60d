/** How far the device clock is from the server's, and how old that knowledge is. */
import type { Body } from '../journal/index';
import { newId } from './id';

/** One measurement: `offset` = server − device in ms, `at` device wall clock, `mono` performance.now() on `page`. */
export interface ClockSample {
  offset: number;
  rtt: number;
  at: number;
  mono: number;
  page: string;
}

const KEEP = 8;
/** Beyond what the network explains, the device clock itself was set. */
const JUMP_MS = 2_000;

export interface ServerClock {
  /** What goes into an entry written now. */
  read(): Body['clock'];
  /** Takes the server's time (ms) from an answer that took `rtt` ms and has just arrived. */
  measure(serverTime: number, rtt: number): void;
  samples(): ClockSample[];
  load(samples: ClockSample[]): void;
}

export function makeClock(now: () => number, mono: () => number = () => performance.now()): ServerClock {
  const page = newId();
  let samples: ClockSample[] = [];

  /** Milliseconds since the measurement, or null when the device clock was set back in between. */
  const since = (sample: ClockSample) => {
    const wall = now() - sample.at;
    const ticks = sample.page === page ? mono() - sample.mono : 0;
    return wall < ticks - JUMP_MS ? null : Math.max(wall, ticks);
  };
  return {
    read() {
      // The quickest of the last few answers knows the time best.
      const best = samples.reduce<ClockSample | null>((a, b) => (a && a.rtt <= b.rtt ? a : b), null);
      const age = best && since(best);
      const known = best !== null && age !== null;
      return {
        offset: known ? Math.round(best.offset) : null,
        age: known ? Math.round(age / 1000) : null,
        mono: mono(),
        page,
      };
    },
    measure(serverTime, rtt) {
      const sample = { offset: serverTime + rtt / 2 - now(), rtt, at: now(), mono: mono(), page };
      const agrees = (old: ClockSample) =>
        Math.abs(old.offset - sample.offset) <= (old.rtt + rtt) / 2 + JUMP_MS && since(old) !== null;
      samples = [...samples.filter(agrees), sample].slice(-KEEP);
    },
    samples: () => samples,
    load: (kept) => void (samples = kept),
  };
}
