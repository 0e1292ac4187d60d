import { asked, stageOf } from '../../facts/checklist';
import { itemNamed } from '../../facts/catalogue';
import { stageNow } from '../../facts/walk';
import { catalogue, type WalkView } from '../../live/walks';
import { to } from '../../live/route';
import { useAddition } from './addition';

/** What a problem begins with where it was opened; `check`: the judgement of an element that it tells of, or null. */
export function useOrigin(view: WalkView, inCase: string | null, check: string | null) {
  const { state, walk } = view;
  const addition = useAddition(view, inCase);
  if (check === null) return { ...addition, parts: ['problem'], words: '', span: stageNow(state) };
  const { item, note } = state.entries[check]?.fields ?? {};
  const words = [itemNamed(catalogue.value, state.begins, item), note].filter(Boolean).join('：');
  return {
    ...addition, parent: to('walk', walk, 'particulars', 'checklist'), parts: ['problem', 'element', check], about: { check }, words,
    span: stageOf(state, check, asked(state, catalogue.value).find((one) => one.item === item)),
  };
}
