import type { WalkView } from '../../live/walks';
import { atOnce } from '../../live/draft';
import { Chips } from '../../kit/field';
import { save } from '../../live/saving';
import { changeOf, standing } from '../../facts/walk';
import { RATINGS } from '../../facts/words';

const LEVELS: [string, string][] = ['5', '4', '3', '2', '1'].map((level) => [level, RATINGS[level] ?? level]);

/** Five levels (好差评, GB/T 39735); a second choice corrects the first one. */
export function Rating({ view: { state, walk } }: { view: WalkView }) {
  const given = standing(state, 'rating').pop();
  const level = given === undefined ? null : String(state.entries[given]?.fields['level']);
  const choose = (code: string): void => {
    if (code === level) return;
    const value = Number(code);
    if (given === undefined) {
      void save(walk, [{ kind: 'rating', data: { level: value } }], { undo: '评价已存下' });
      return;
    }
    const set = changeOf(state, given, 'level', value);
    void save(walk, [{ kind: 'amend', data: { target: given, set, reason: '重新评价' } }]);
  };
  return <Chips legend="这次办事，满意吗" name="rating" options={LEVELS} {...atOnce(level, choose)} />;
}
