import type { WalkView } from '../../live/walks';
import { nextWords, type Next } from '../../facts/next_step';
import { useSettled } from '../../kit/settled';
import { stampFinish, stampReturn, stampStep } from '../../live/stamp';
import { awayWords } from '../../facts/walk';

export function NextButton({ view, next }: { view: WalkView; next: Next }) {
  const settled = useSettled(`${view.state.spans.length}-${next.act}`);
  const press = (): void => {
    if (!settled) return;
    if (next.act === 'return') void stampReturn(view);
    else if (next.act === 'finish') void stampFinish(view);
    else void stampStep(view, next.step);
  };
  return (
    <button type="button" class="button primary big" aria-disabled={!settled} onClick={press}>
      {nextWords(next, awayWords(view.state).back)}
    </button>
  );
}
