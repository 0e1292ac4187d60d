/** When the office's clock stands: for 补正, and for the special procedures of 行政许可法第四十五条. */

import type { Line } from './line';
import type { Stopped } from './state';

function reasonToStop(line: Line): Stopped['why'] | null {
  if (line.kind === 'suspended') return 'suspended';
  return line.kind === 'outcome' && line.fields['result'] === 'supplement' ? 'supplement' : null;
}

/** 「to the next acceptance」: its stage, or an outcome that cannot be had without one. */
function reasonToGoOn(line: Line): Stopped['why'] | null {
  if (line.kind === 'resumed') return 'suspended';
  if (line.kind === 'stage' && line.fields['stage'] === 'acceptance') return 'supplement';
  const settles = ['accepted', 'refused', 'done'].includes(line.fields['result'] as string);
  return line.kind === 'outcome' && settles ? 'supplement' : null;
}

/** Intervals in order; those of different reasons may overlap. `end` is the finish, which ends them all. */
export function stoppedOf(lines: Line[], end: number | null): Stopped[] {
  const stopped: Stopped[] = [];
  const open = new Map<Stopped['why'], Stopped>();
  for (const line of lines) {
    if (line.void) continue;
    const begun = reasonToStop(line);
    if (begun !== null && !open.has(begun)) {
      const interval: Stopped = { begins: line.time, ends: null, why: begun };
      open.set(begun, interval);
      stopped.push(interval);
    }
    const over = reasonToGoOn(line);
    const interval = over === null ? undefined : open.get(over);
    if (over === null || interval === undefined) continue;
    interval.ends = line.time;
    open.delete(over);
  }
  for (const interval of open.values()) interval.ends = end;
  return stopped;
}
