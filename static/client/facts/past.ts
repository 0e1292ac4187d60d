/** Walks that are over: looked for by what was written down of them, and told month by month. Pure. */
import type { WalkState } from '../journal/index';
import type { Catalogue } from './catalogue';
import { monthOf } from './dates';
import { titleOf } from './walk';

/** Whether each word of `query` is in the matter, the place, the window, or whom one went with. */
export function speaksOf(state: WalkState, catalogue: Catalogue, query: string): boolean {
  const { place, window, companions } = state.open?.fields ?? {};
  const said = [titleOf(state, catalogue), place, window, companions].join('\n').toLowerCase();
  return query.toLowerCase().split(/\s+/).every((word) => said.includes(word));
}

/** By when they were begun, latest first; what has no beginning yet last of all. */
export function byMonth<V extends { state: WalkState }>(views: V[]): [month: string, views: V[]][] {
  const months = new Map<string, V[]>();
  for (const view of [...views].sort((one, other) => (other.state.begins ?? 0) - (one.state.begins ?? 0))) {
    const month = view.state.begins === null ? '开始时间未记' : monthOf(view.state.begins);
    months.set(month, [...(months.get(month) ?? []), view]);
  }
  return [...months];
}
