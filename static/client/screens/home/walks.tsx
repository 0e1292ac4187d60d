/** The walks of the first page: under way, recent, and what colleagues recorded. */
import { catalogue, knownWalks, SHOWN, viewOf, type WalkView } from '../../live/walks';
import { limitWords } from '../../facts/catalogue';
import { DAY, dayOf, running } from '../../facts/dates';
import { now } from '../../live/now';
import { to } from '../../live/route';
import { useUnfinished } from '../../parts/unfinished';
import { aboutOf, matterOf, stepName, titleOf, waitsSince } from '../../facts/walk';
import { formatDuration, type WalkState } from '../../journal/index';
import type { KnownWalk } from '../../store/kept';

const RECENT = 10;

export function HomeWalks({ person }: { person: string }) {
  const unfinished = new Set(useUnfinished('walk/').map(({ key }) => key.split('/')[1]!));
  const shown = knownWalks.value?.slice(0, SHOWN);
  if (!shown) return <p class="quiet">正在读取……</p>;
  if (shown.length === 0) return <p class="empty">还没有记录。点「开始走流程」，边走边记。</p>;
  const { views, own, going } = walksOf(person, shown);
  const past = views.filter((view) => own(view) && view.state.status !== 'under_way').slice(0, RECENT);
  const others = views.filter((view) => !own(view)).slice(0, RECENT);
  if (views.length === 0) return <p class="quiet">正在读取……</p>;
  return (
    <>
      <Group title="进行中" marked={unfinished} views={going.filter((view) => waitsSince(view.state) === null)} />
      <Group title="等结果" marked={unfinished} views={going.filter((view) => waitsSince(view.state) !== null)} />
      <Group title="最近" marked={unfinished} views={past} />
      <Group title="本单位同事记的" marked={unfinished} views={others} />
    </>
  );
}

/** These walks as they are now, which of them are this person's, and of those the ones under way, latest first. */
export function walksOf(person: string, shown: KnownWalk[]) {
  const mine = new Set(shown.filter(({ own }) => own).map(({ walk }) => walk));
  const views = shown.map(({ walk }) => viewOf(walk).value).filter((view) => view !== null);
  // A new phone gets one's own walks back from the server.
  const own = (view: WalkView): boolean => mine.has(view.walk) || view.state.open?.by === person;
  return { views, own, going: views.filter((view) => own(view) && view.state.status === 'under_way') };
}

interface GroupProps { title: string; views: WalkView[]; marked: Set<string> }

const Group = ({ title, views, marked }: GroupProps) => (views.length === 0 ? null : (
  <>
    <h2>{title}</h2>
    <ul class="cards">{views.map((view) => 
      <li key={view.walk}><WalkCard view={view} unfinished={marked.has(view.walk)} /></li>)}</ul>
  </>
));

function WalkCard({ view, unfinished }: { view: WalkView; unfinished: boolean }) {
  const { state } = view;
  return (
    <a class="card" href={to('walk', view.walk)}>
      <span class="row">
        <strong class="grow">{titleOf(state, catalogue.value)}</strong>
        <Where view={view} />
      </span>
      <span class="small quiet">{aboutOf(state)}{state.begins !== null && ` · ${dayOf(state.begins)}`}
        {state.problems.length > 0 && ` · ${state.problems.length} 个问题`}{unfinished && ' · 有没写完的'}</span>
      <Waited state={state} />
    </a>
  );
}

/** How long the result has been waited for. The phone has no calendar of holidays: it counts days and says so. */
function Waited({ state }: { state: WalkState }) {
  const since = waitsSince(state);
  if (since === null) return null;
  const promised = matterOf(state, catalogue.value)?.promised;
  const days = Math.max(0, Math.floor((now.value - since) / DAY));
  return (
    <span class="small line">{days ? `已等 ${days} 天` : '今天开始等'}{promised && `，承诺 ${limitWords(promised)}`}。有了结果，点开记下。</span>
  );
}

/** The current step with its running time, or how it ended. */
function Where({ view: { state } }: { view: WalkView }) {
  if (state.status === 'void') return <span class="tag">已作废</span>;
  if (state.status === 'waiting_open') return <span class="tag amber">记录还没到齐</span>;
  if (state.as === 'counter') return <span class="tag blue">{state.counter?.count ?? 0} 件</span>;
  if (state.status === 'finished') {
    const length = state.begins !== null && state.ends !== null ? formatDuration(state.ends - state.begins) : '已结束';
    return <span class="tag green">全程 {length}</span>;
  }
  const span = state.running === null ? undefined : state.spans[state.running];
  if (!span) return <span class="tag">还没开始</span>;
  if (waitsSince(state) !== null) return <span class="tag office">等结果</span>;
  const name = stepName(state, span, catalogue.value);
  return <span class={`tag num ${span.kind}`}>{name} <span class="since">{running(now.value - span.begins)}</span></span>;
}
