import type { Kind } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { shortMoment } from '../../facts/dates';
import { PHOTO_STATES, wordOf } from '../../facts/words';
import { CameraIcon, NeedIcon, NoteIcon, ProblemIcon } from '../../kit/icons';
import { now } from '../../live/now';
import { to, viewHash } from '../../live/route';
import { EntryLine } from '../../parts/entry_line';
import { Thumb, usePhotoState } from '../../parts/photo_grid';

const ICONS: Partial<Record<Kind, typeof NoteIcon>> = { problem: ProblemIcon, need: NeedIcon, photo: CameraIcon };

/** What was found in a stage, under it: each leads to its own sheet, a photo's picture to the whole photo. */
export const Found = ({ view, ids }: { view: WalkView; ids: string[] }) => (
  ids.length > 0 ? <ul class="found">{ids.map((id) => <li key={id}><One view={view} id={id} /></li>)}</ul> : null
);

function One({ view, id }: { view: WalkView; id: string }) {
  const { kind, time } = view.state.entries[id]!;
  const Icon = ICONS[kind] ?? NoteIcon;
  const photo = usePhotoState(view, id);
  const when = [shortMoment(time, now.peek()), photo.state && wordOf(PHOTO_STATES, photo.state)].filter(Boolean).join(' · ');
  return (
    <>
      <a class="finding" href={to('walk', view.walk, 'entry', id)}><Icon /><EntryLine view={view} id={id} when={when} /></a>
      {kind === 'photo' && <a href={viewHash(id)}><Thumb {...photo} entry={id} /></a>}
    </>
  );
}
