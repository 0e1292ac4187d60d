/** A walk folded from its entries, a minute apart: what the rules of `facts` read. */
import { fold, type Body, type Id, type Kind, type Known } from '../../../static/client/journal/index';

const WALK = '01900000-0000-7000-8000-000000000000';

/** The id of the entry in this place, the first being 0. */
export const idOf = (place: number): Id => `01900000-0000-7000-8000-${String(place + 1).padStart(12, '0')}`;

export function walk(...entries: [kind: Kind, data: object][]): ReturnType<typeof fold> {
  return fold(entries.map(([kind, data], place): Known => ({
    id: idOf(place), at_server: null,
    body: {
      v: 1, walk: WALK, kind, by: WALK, at: place * 60_000, tz: 480, how: 'tap', data,
      clock: { offset: 0, age: 1, mono: place, page: WALK },
    } as unknown as Body,
  })));
}
