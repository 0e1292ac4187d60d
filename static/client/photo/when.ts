/** What a strip says of the time, and whose time it is. */
import { fullMomentOf } from '../facts/dates';
import type { Shot } from './photo';

/** `offset`: server − phone in ms, null if never measured. It corrects what this phone's clock has made, and no other time. */
export function whenWords({ taken_at, clock }: Pick<Shot, 'taken_at' | 'clock'>, offset: number | null): string[] {
  if (taken_at === null) return [];
  if (clock !== 'phone') return [`${clock === 'picture' ? '照片自带时间' : '文件时间'} ${fullMomentOf(taken_at)}`];
  return offset === null ? [fullMomentOf(taken_at), '手机时间未核对'] : [fullMomentOf(taken_at + offset)];
}
