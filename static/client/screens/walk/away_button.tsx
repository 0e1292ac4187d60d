import type { WalkView } from '../../live/walks';
import { stampLeave, stampReturn, stampStep } from '../../live/stamp';
import type { Next } from '../../facts/next_step';
import { awayWords } from '../../facts/walk';

/** 「离开大厅」 is the plain way out for today. Who is away has 「再次到场」 as the big button, and here what else may be likely. */
export function AwayButton({ view, next }: { view: WalkView; next: Next }) {
  const other = next.act === 'return' ? next.other : undefined;
  if (other) {
    const { step, resumes } = other;
    const press = (): void => void (resumes ? stampReturn(view) : stampStep(view, step));
    return <button type="button" class="button" onClick={press}>{resumes ? `接着${step.name}` : step.name}</button>;
  }
  const possible = next.act !== 'return' && view.state.spans.length > 0;
  return (
    <button type="button" class="button" disabled={!possible} onClick={() => void stampLeave(view)}>
      {awayWords(view.state).leave}
    </button>
  );
}
