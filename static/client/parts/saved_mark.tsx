import type { WalkView } from '../live/walks';
import { photoStates } from '../live/walks';
import { failure, saving } from '../live/saving';
import { walkSaved } from '../live/sync_words';

/** The state of saving at the right end of a walk's bar. */
export function SavedMark({ view }: { view: WalkView }) {
  const sent = [...view.sent.values()].every((entry) => entry.state !== 'queued' && entry.state !== 'stuck');
  const photos = view.state.photos.every((id) => {
    const kept = photoStates.value.get(String(view.state.entries[id]?.fields['sha256']));
    return kept === undefined || kept === 'received';
  });
  const saved = walkSaved(saving.value, failure.value !== null, sent && photos);
  return <span class={`saved ${saved.tone}`} role="status">{saved.words}</span>;
}
