/** Dialogs over a walk's screens, by the hash's last part. */
import type { WalkView } from '../live/walks';
import { CaseSheet } from './counter/case_sheet';
import { PauseSheet } from './counter/pause_sheet';
import { EntrySheet } from './entry/sheet';
import { LaterSheet } from './walk/later_sheet';
import { MoreSheet } from './walk/more_sheet';
import { PhotoSheet } from './photos/sheet';
import { behind, formHash, insideOf, route, to } from '../live/route';

export function Sheets({ view }: { view: WalkView }) {
  const { walk, state } = view;
  const home = to('walk', walk);
  if (route.value[1] !== walk) return null;
  const { inCase, part, rest: [last, more] } = insideOf(route.value);
  const one = state.counter?.cases.find((each) => each.case === inCase);
  if (part === 'case' && one) return <CaseSheet key={inCase} view={view} one={one} parent={home} />;
  if (part === 'pause' && state.counter) return <PauseSheet key="pause" view={view} parent={home} />;
  if (part === 'more') return <MoreSheet key="more" view={view} parent={home} />;
  if (part === 'later') return <LaterSheet key="later" view={view} parent={home} />;
  if (part === 'photo') return <PhotoSheet key="photo" view={view} parent={behind(home)} of={one?.events[0] ?? null} />;
  if (part === 'paper' && state.open) {
    return <PhotoSheet key="paper" view={view} parent={home} of={state.open.entry} paper />;
  }
  if (part === 'check' && last && state.entries[last]) {
    return <PhotoSheet key="check-photo" view={view} parent={to('walk', walk, 'particulars', 'checklist')} of={last} />;
  }
  if (part === 'problem' && last === 'photo') {
    return <PhotoSheet key="problem-photo" view={view} parent={formHash(walk, inCase, 'problem')} of={more ?? null} />;
  }
  if (part === 'entry' && last && state.entries[last]) return <EntrySheet key={last} view={view} id={last} parent={behind(home)} />;
  if (part === 'record' && last && state.entries[last]) {
    return <EntrySheet key={last} view={view} id={last} parent={to('walk', walk, 'record')} />;
  }
  return null;
}
