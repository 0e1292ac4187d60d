import type { WalkView } from '../../live/walks';
import { stampLeave } from '../../live/stamp';
import { awayWords } from '../../facts/walk';

/** 「离开大厅」 is the plain way out for today; `taken`: 「再次到场」 is the big button already. */
export function AwayButton({ view, taken }: { view: WalkView; taken: boolean }) {
  const possible = !taken && view.state.running !== null;
  return (
    <button type="button" class="button" disabled={!possible} onClick={() => void stampLeave(view)}>
      {awayWords(view.state).leave}
    </button>
  );
}
