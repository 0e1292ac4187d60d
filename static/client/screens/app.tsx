/** Which screen the hash asks for. */
import { problemOf } from '../facts/checklist';
import { insideOf, replace, route, to } from '../live/route';
import { session } from '../live/session';
import { superseded } from '../live/superseded';
import { viewOf, type WalkView } from '../live/walks';
import { Screen } from '../kit/screen';
import { Counter } from './counter/counter';
import { NeedForm } from './findings/need';
import { NoteForm } from './findings/note';
import { ProblemForm } from './findings/problem';
import { Gate } from './home/gate';
import { Home } from './home/home';
import { Past } from './home/past';
import { Settings } from './home/settings';
import { Shared } from './home/shared';
import { MineScreens } from './mine/mine';
import { Particulars } from './particulars/particulars';
import { Record } from './record/record';
import { Sheets } from './sheets';
import { CounterStart } from './start/counter';
import { Start } from './start/walk';
import { Superseded } from './superseded';
import { Walk } from './walk/walk';

export function App() {
  const here = session.value;
  if (here.kind !== 'open') return <Gate session={here} />;
  if (superseded.value) return <Superseded />;
  const [name, id] = route.value;
  if (name === 'start') return <Start />;
  if (name === 'counter') return <CounterStart />;
  if (name === 'settings') return <Settings here={here} />;
  if (name === 'past') return <Past here={here} />;
  if (name === 'shared') return <Shared here={here} failed={id === 'failed'} />;
  if (name === 'mine') return <MineScreens />;
  if (name === 'walk' && id) return <OneWalk key={id} walk={id} />;
  return <Home />;
}

function OneWalk({ walk }: { walk: string }) {
  const view = viewOf(walk).value;
  if (!view) return <Screen title="走流程" back="#/"><p class="quiet">正在读取……</p></Screen>;
  if (view.state.status === 'waiting_open' && view.state.order.length === 0) return <Unknown />;
  return <><Inside view={view} /><Sheets view={view} /></>;
}

function Inside({ view }: { view: WalkView }) {
  const { inCase, part, rest } = insideOf(route.value);
  // A form belongs to its case: that of another one is another form.
  const shared = { key: `${part} ${inCase}`, view, inCase };
  if (part === 'problem') {
    const check = rest[0] === 'element' ? rest[1] ?? null : null;
    // What is a problem already is none again, whichever way one comes back.
    if (check !== null && problemOf(view.state, check)) return <Particulars key="particulars" view={view} tab="checklist" />;
    return <ProblemForm {...shared} key={`problem ${inCase} ${check}`} check={check} />;
  }
  if (part === 'need') return <NeedForm {...shared} />;
  if (part === 'note') return <NoteForm {...shared} />;
  // A photo of a checklist's element is taken over the list.
  if (part === 'check') return <Particulars key="particulars" view={view} tab="checklist" />;
  if (part === 'particulars') return <Particulars key="particulars" view={view} tab={rest[0] ?? 'materials'} />;
  if (part === 'record') return <Record key="record" view={view} />;
  if (view.state.as === 'counter') return <Counter key="counter" view={view} />;
  return <Walk key={`walk-${view.state.status}`} view={view} />;
}

const Unknown = () => (
  <Screen title="没有这次记录" back="#/">
    <p>这台手机上没有这次走流程。它可能记在别的手机上，或不属于本单位。</p>
    <button type="button" class="button primary big" onClick={() => replace(to())}>回到首页</button>
  </Screen>
);
