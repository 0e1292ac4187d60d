import type { WalkView } from '../../live/walks';
import { nextWords, type Next } from '../../facts/next_step';
import { saysSo } from '../../kit/says_so';
import { useSettled } from '../../kit/settled';
import { stampReturn, stampStep } from '../../live/stamp';
import { finish } from './finishing';
import { awayWords } from '../../facts/walk';

export function NextButton({ view, next }: { view: WalkView; next: Next }) {
  const settled = useSettled(`${view.state.spans.length}-${next.act}`);
  const words = nextWords(next, awayWords(view.state).back);
  const press = (event: Event): void => {
    if (!settled || !saysSo(event, words)) return;
    if (next.act === 'return') void (next.queue ? stampStep(view, next.queue) : stampReturn(view));
    else if (next.act === 'finish') void finish(view);
    else void stampStep(view, next.step);
  };
  return (
    <button type="button" class="button primary big" aria-disabled={!settled} onClick={press}>
      {words}
    </button>
  );
}
