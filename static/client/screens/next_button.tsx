import type { WalkView } from './live';
import { nextWords, type Next } from './next_step';
import { useSettled } from './settled';
import { stampFinish, stampReturn, stampStep } from './stamp';
import { awayWords } from './walk_facts';

/** The one big button. */
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
