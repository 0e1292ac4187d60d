import type { WalkView } from '../../live/walks';
import { atOnce } from '../../live/draft';
import { useTapped } from '../../live/tapped';
import { Chips } from '../../kit/field';
import { standing } from '../../facts/walk';
import { RATINGS } from '../../facts/words';

const LEVELS: [string, string][] = ['5', '4', '3', '2', '1'].map((level) => [level, RATINGS[level] ?? level]);

/** Five levels (好差评, GB/T 39735); a second choice corrects the first one. */
export function Rating({ view }: { view: WalkView }) {
  const { valueOf, choose } = useTapped(view);
  const target = standing(view.state, 'rating').pop();
  const choice = { key: 'level', field: 'level', target, first: { kind: 'rating' as const, data: {} }, reason: '重新评价' };
  const level = String(valueOf(choice) ?? '');
  const press = (code: string): void => {
    if (code !== level) void choose([choice], Number(code), '评价已存下');
  };
  return <Chips legend="这次办事，满意吗" name="rating" options={LEVELS} {...atOnce(level, press)} />;
}
