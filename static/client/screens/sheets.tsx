/** Dialogs over a walk's screens, by the hash's last part. */
import type { WalkView } from './live';
import { EntrySheet } from './entry_sheet';
import { LaterSheet } from './later_sheet';
import { MoreSheet } from './more_sheet';
import { PhotoSheet } from './photo_sheet';
import { route, to } from './route';

export function Sheets({ view }: { view: WalkView }) {
  const parts = route.value;
  const [, walk, part, last] = parts;
  const home = to('walk', view.walk);
  if (walk !== view.walk) return null;
  if (part === 'more') return <MoreSheet key="more" view={view} parent={home} />;
  if (part === 'later') return <LaterSheet key="later" view={view} parent={home} />;
  if (part === 'photo') return <PhotoSheet key="photo" view={view} parent={home} of={null} />;
  if (part === 'problem' && last === 'photo') {
    return <PhotoSheet key="problem-photo" view={view} parent={to('walk', walk, 'problem')} of={parts[4] ?? null} />;
  }
  if (part === 'entry' && last && view.state.entries[last]) {
    return <EntrySheet key={last} view={view} id={last} parent={home} />;
  }
  if (part === 'record' && last && view.state.entries[last]) {
    return <EntrySheet key={last} view={view} id={last} parent={to('walk', walk, 'record')} />;
  }
  return null;
}
