import type { WalkState } from '../journal/index';
import { REACHED, wordOf } from '../facts/words';

/** Whether a walk that has ended came to its result. */
export const ReachedTag = ({ state: { reached } }: { state: WalkState }) => (reached === null ? null : (
  <span class={`tag ${reached === 'end' ? 'green' : 'amber'}`}>{wordOf(REACHED, reached)}</span>
));
