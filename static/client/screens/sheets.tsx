/** Dialogs over a walk's screens, by the hash's last part. */
import type { WalkView } from '../live/walks';
import { CaseSheet } from './counter/case_sheet';
import { PauseSheet } from './counter/pause_sheet';
import { EntrySheet } from './entry/sheet';
import { FinishSheet } from './walk/finish_sheet';
import { LaterSheet } from './walk/later_sheet';
import { MoreSheet } from './walk/more_sheet';
import { PhotoSheet } from './photos/sheet';
import { PhotoView } from './photos/view';
import { behind, formHash, insideOf, route, to, viewed } from '../live/route';

export function Sheets({ view }: { view: WalkView }) {
  const { walk, state } = view;
  const home = to('walk', walk);
  if (route.value[1] !== walk) return null;
  const over = viewed(route.value);
  if (over) return <PhotoView key="view" view={view} id={over.photo} parent={to(...over.under)} />;
  const { inCase, part, rest } = insideOf(route.value);
  const [last, more] = rest;
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
  const photo = rest.indexOf('photo');
  if (part === 'problem' && photo >= 0) {
    const form = formHash(walk, inCase, 'problem', ...rest.slice(0, photo));
    return <PhotoSheet key="problem-photo" view={view} parent={form} of={rest[photo + 1] ?? null} />;
  }
  if (part === 'finish' && state.status === 'under_way') return <FinishSheet key="finish" view={view} parent={home} />;
  if ((part === 'entry' || part === 'record') && last && more === 'photo') {
    return <PhotoSheet key={`${part} ${last}`} view={view} parent={to('walk', walk, part, last)} of={last} />;
  }
  if (part === 'entry' && last && state.entries[last]) {
    return <EntrySheet key={last} view={view} id={last} parent={behind(home, 'finish', 'particulars/', 'problem/element/')} />;
  }
  if (part === 'record' && last && state.entries[last]) {
    return <EntrySheet key={last} view={view} id={last} parent={to('walk', walk, 'record')} />;
  }
  return null;
}
