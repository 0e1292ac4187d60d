/** When the papers are back with the applicant (补正), and when a special procedure runs: docs/sync.md, Whose day. */

import type { Line } from './line';
import type { Stopped } from './state';

/** Stages and results with which the papers are with the office again, or all is settled without them. */
const HANDED_IN: unknown[] = ['acceptance', 'result', 'accepted', 'refused', 'done'];

/**
 * Intervals in order; those of different reasons may overlap. A second notice while the papers are still with the applicant
 * adds its words to the first. `online`: who queues has handed in, and waits for 预审. `end` is the finish, which ends them all.
 */
export function stoppedOf(lines: Line[], end: number | null, online: boolean): Stopped[] {
  const stopped: Stopped[] = [];
  const running: Partial<Record<Stopped['why'], Stopped>> = {};
  for (const { id, kind, time, fields, void: struck } of lines) {
    if (struck) continue;
    const said = kind === 'stage' ? fields['stage'] : kind === 'outcome' && fields['result'];
    const why = kind === 'suspended' ? kind : said === 'supplement' && said;
    if (why) {
      if (!running[why]) stopped.push(running[why] = { begins: time, ends: null, why, entries: [] });
      running[why].entries.push(id);
    }
    const back = HANDED_IN.includes(said) || (online && said === 'queue');
    const over = kind === 'resumed' ? 'suspended' : back && 'supplement';
    if (!over || !running[over]) continue;
    running[over].ends = time;
    delete running[over];
  }
  for (const interval of Object.values(running)) interval.ends = end;
  return stopped;
}
