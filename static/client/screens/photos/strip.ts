import type { Shot } from '../../photo/photo';
import { whenWords } from '../../photo/when';
import { stageNow, stepName, titleOf } from '../../facts/walk';
import { session } from '../../live/session';
import { catalogue, type WalkView } from '../../live/walks';

/** What the strip says: the time, the stage, the matter. */
export function stripWords({ state }: WalkView, shot: Shot): string[] {
  const span = stageNow(state);
  return stripOf(shot, span && stepName(state, span, catalogue.value), titleOf(state, catalogue.value));
}

/** The time and what stands beside it, and what it is of. */
export function stripOf(shot: Shot, beside: string | null | undefined | false, of: string): string[] {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset : null;
  return [[...whenWords(shot, offset), beside].filter(Boolean).join(' · '), of];
}
