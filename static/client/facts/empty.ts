/** What a walk that ends has not said yet: shown in one look, and never a reason to refuse anything. Pure. */
import type { WalkState } from '../journal/index';
import type { Catalogue } from './catalogue';
import { asked, unjudged } from './checklist';
import { lacking } from './opening';
import { matterOf, standing } from './walk';
import { RESULTS, wordOf } from './words';

/** `at`: where it is filled in, as the parts of a hash behind the walk's own. */
export interface Empty { what: string; now: string; at: string[] }

export function stillEmpty(state: WalkState, catalogue: Catalogue): Empty[] {
  const { open, reached, result, materials } = state;
  const missing = open ? lacking(open.fields) : [];
  const published = matterOf(state, catalogue)?.materials.length ?? 0;
  const [elements, rest] = [asked(state, catalogue).length, unjudged(state, catalogue).length];
  const found: (Empty | false)[] = [
    missing.length > 0 && { what: '还缺', now: missing.join('、'), at: ['entry', open?.entry ?? ''] },
    reached !== 'end' && { what: '结果', now: wordOf(RESULTS, result) || '未记', at: ['particulars', 'outcome'] },
    // Fewer than are published may be what was asked for; none is what nobody wrote down.
    materials.length === 0 && { what: '材料', now: published ? `0/${published}` : '未记', at: ['particulars', 'materials'] },
    rest > 0 && { what: '要素', now: `${elements - rest}/${elements}`, at: ['particulars', 'checklist'] },
    standing(state, 'rating').length === 0 && { what: '评价', now: '未评', at: ['particulars', 'rating'] },
  ];
  return found.filter((one) => one !== false);
}
