/** 「本半年」 of a head, as the server last counted it (docs/sync.md, GET /hello), in words. Pure. */
import { dayIn, momentOf } from './dates';

export interface Duty {
  /** Days as 「2026-07-01」. */
  first: string;
  last: string;
  reached: number;
  to_see: number;
  late: number;
}

/** `at`: when it was counted, ms. */
export interface DutyTold extends Duty { at: number }

export interface DutyWords { title: string; asOf: string; lines: [words: string, page: string][] }

/** Each line leads to the page of the desk that counts the same. */
export function dutyWords({ first, last, reached, to_see, late, at }: DutyTold, now: number): DutyWords {
  return {
    title: dayIn(now) <= last ? '本半年' : `${first} 至 ${last}`,
    asOf: `${momentOf(at)} 的数`,
    lines: [
      [`走到底 ${reached} 次`, `/summary?from=${first}&to=${last}`],
      [`待我看 ${to_see} 件`, '/problems?state=new'],
      [`逾期 ${late} 条`, '/problems?late=1'],
    ],
  };
}
