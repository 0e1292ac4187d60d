import type { Shot } from '../../photo/photo';
import { whenWords } from '../../photo/when';
import { stageNow, stepName, titleOf } from '../../facts/walk';
import { session } from '../../live/session';
import { catalogue, type WalkView } from '../../live/walks';

/** What the strip says: the time, the stage, the matter. */
export function stripWords({ state }: WalkView, shot: Shot): string[] {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset : null;
  const span = stageNow(state);
  const first = [...whenWords(shot, offset), span && stepName(state, span, catalogue.value)];
  return [first.filter(Boolean).join(' · '), titleOf(state, catalogue.value)];
}
