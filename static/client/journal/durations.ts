/** Lengths of time, as people say them. */

import type { Stage } from './entry';
import type { KindOfTime } from './state';

const KIND_OF_STAGE: Record<Stage, KindOfTime> = {
  consult: 'served',
  acceptance: 'served',
  form: 'own_work',
  queue: 'waiting',
  result: 'office',
};

/** Whose time a stage is: being served, one's own work, waiting, or the office's. */
export function kindOfTime(stage: Stage): KindOfTime {
  return KIND_OF_STAGE[stage];
}

/** 「12 分」 「1 小时 12 分」 「2 天 3 小时 5 分」 「不到 1 分」: to the minute, rounded down, never negative. */
export function formatDuration(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  const parts: Array<[number, string]> = [
    [Math.floor(minutes / 1440), '天'],
    [Math.floor(minutes / 60) % 24, '小时'],
    [minutes % 60, '分'],
  ];
  return parts.filter(([count]) => count).map(([count, word]) => `${count} ${word}`).join(' ') || (ms > 0 ? '不到 1 分' : '0 分');
}
