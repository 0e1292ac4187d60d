/** Times as people write them. All of China keeps one clock, so the phone's own zone is never asked. */
import { formatDuration } from '../journal/index';

const SHANGHAI = 8 * 3600_000;
export const DAY = 86_400_000;
const WEEKDAYS = '日一二三四五六';

const two = (n: number): string => String(n).padStart(2, '0');

/** 「14:32」 of an instant in ms. */
export function hourOf(at: number): string {
  const local = new Date(at + SHANGHAI);
  return `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** 「11月23日 周一」 */
export function dayOf(at: number): string {
  const local = new Date(at + SHANGHAI);
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 周${WEEKDAYS[local.getUTCDay()]}`;
}

/** 「2026年11月」 */
export const monthOf = (at: number): string => dayIn(at).slice(0, 7).replace('-0', '-').replace('-', '年') + '月';

/** 「11月23日 周一 14:32」 */
export const momentOf = (at: number): string => `${dayOf(at)} ${hourOf(at)}`;

/** 「2026年11月23日 周一 14:32」: for what may be of any year. */
export const fullMomentOf = (at: number): string => `${dayIn(at).slice(0, 4)}年${momentOf(at)}`;

export const sameDay = (a: number, b: number): boolean =>
  Math.floor((a + SHANGHAI) / DAY) === Math.floor((b + SHANGHAI) / DAY);

/** The hour alone for today, the day as well for any other day. */
export const shortMoment = (at: number, now: number): string => (sameDay(at, now) ? hourOf(at) : momentOf(at));

/** When something that is timed began: how long ago it was stands beside it, so that for half a day the hour alone will do. */
export const begunAt = (at: number, now: number): string => (now - at < DAY / 2 ? hourOf(at) : shortMoment(at, now));

/** A running time from a length in ms: 「18:24」, 「1:12:24」, from a day on 「3 天 4 小时」. */
export function running(length: number): string {
  const seconds = Math.max(0, Math.floor(length / 1000));
  if (seconds >= 86_400) return formatDuration(length);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** The value of `<input type="datetime-local">` for an instant, to the second. */
export const inputValue = (at: number): string => new Date(at + SHANGHAI).toISOString().slice(0, 19);

/** 「2026-11-23」 */
export const dayIn = (at: number): string => inputValue(at).slice(0, 10);

/** The instant of such a value, or null when it is no time. Seconds may be absent. */
export function fromInput(value: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(value)) return null;
  const at = Date.parse(`${value}Z`);
  return Number.isNaN(at) ? null : at - SHANGHAI;
}
