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

/** 「45 秒」 「12 分」 「1 小时 12 分」 「2 天 3 小时」: the two greatest units, rounded down, never negative. */
export function formatDuration(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000);
  if (seconds < 60) return `${seconds} 秒`;
  const parts: Array<[number, string]> = [
    [Math.floor(seconds / 86_400), '天'],
    [Math.floor(seconds / 3600) % 24, '小时'],
    [Math.floor(seconds / 60) % 60, '分'],
  ];
  return parts.filter(([count]) => count > 0).slice(0, 2).map(([count, word]) => `${count} ${word}`).join(' ');
}
