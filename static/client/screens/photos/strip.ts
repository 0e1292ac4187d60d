import type { Shot } from '../../photo/photo';
import { momentOf } from '../../facts/dates';
import { stageNow, stepName, titleOf } from '../../facts/walk';
import { session } from '../../live/session';
import { catalogue, type WalkView } from '../../live/walks';

/** What the strip says: the corrected time, the stage, the matter. A picture of the album has a time of its own. */
export function stripWords({ state }: WalkView, { taken_at, camera }: Shot): string[] {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset : null;
  const span = stageNow(state);
  const time = momentOf((taken_at ?? Date.now()) + (offset ?? 0));
  const first = [
    camera ? time : `照片自带时间 ${time}`, offset === null && '手机时间未核对', span && stepName(state, span, catalogue.value),
  ];
  return [first.filter(Boolean).join(' · '), titleOf(state, catalogue.value)];
}
