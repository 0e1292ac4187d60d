import type { WalkView } from './live';
import { stampLeave } from './stamp';
import { awayWords } from './walk_facts';

/** 「离开大厅」 is the plain way out for today; `taken`: 「再次到场」 is the big button already. */
export function AwayButton({ view, taken }: { view: WalkView; taken: boolean }) {
  const possible = !taken && view.state.running !== null;
  return (
    <button type="button" class="button" disabled={!possible} onClick={() => void stampLeave(view)}>
      {awayWords(view.state).leave}
    </button>
  );
}
