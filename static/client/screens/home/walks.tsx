/** The walks of the first page: under way, recent, and what colleagues recorded; 已作废 are looked up only. */
import { catalogue, knownWalks, SHOWN, viewOf, type WalkView } from '../../live/walks';
import { limitWords } from '../../facts/catalogue';
import { DAY, dayOf, running } from '../../facts/dates';
import { GoButton } from '../../kit/go_button';
import { now } from '../../live/now';
import { to } from '../../live/route';
import { ReachedTag } from '../../parts/reached_tag';
import { useUnfinished } from '../../parts/unfinished';
import { aboutOf, matterOf, answerOf, stepName, titleOf, waitsSince } from '../../facts/walk';
import { formatDuration, type WalkState } from '../../journal/index';
import type { KnownWalk } from '../../store/kept';

/** Of each kind the first page shows so many; the rest is behind 「查找以前的走流程」. */
const RECENT = 5;

interface Mine { walks: Walks; marked: Set<string> }

/** What the first page has to tell; null while it is being read. */
export function useHomeWalks(person: string): Mine | null {
  const marked = new Set(useUnfinished('walk/').map(({ key }) => key.split('/')[1]!));
  const shown = knownWalks.value?.slice(0, SHOWN);
  const walks = shown && walksOf(person, shown);
  return walks && (walks.views.length > 0 || shown.length === 0) ? { walks, marked } : null;
}

export const UnderWay = ({ walks: { going }, marked }: Mine) => (
  <Group title="进行中" marked={marked} views={going.filter((view) => waitsSince(view.state) === null)} />
);

export function Others({ walks: { views, going, past, others }, marked }: Mine) {
  if (views.length === 0) return <p class="empty">还没有记录。点「开始走流程」，边走边记。</p>;
  // What waits to be finished writing is not out of sight.
  const recent = past.filter(({ walk }, place) => place < RECENT || marked.has(walk));
  return (
    <>
      <Group title="等结果" marked={marked} views={going.filter((view) => waitsSince(view.state) !== null)} />
      <Group title="最近" marked={marked} views={recent} />
      <Group title="本单位同事记的" marked={marked} views={others.slice(0, RECENT)} />
      {knownWalks.value!.length > going.length && <GoButton class="button wide" hash={to('past')}>查找以前的走流程</GoButton>}
    </>
  );
}

type Walks = ReturnType<typeof walksOf>;

/** These walks as they are now, latest first: this person's under way, and over; colleagues'; and whoever's are 已作废. */
export function walksOf(person: string, shown: KnownWalk[]) {
  const mine = new Set(shown.filter(({ own }) => own).map(({ walk }) => walk));
  const views = shown.map(({ walk }) => viewOf(walk).value).filter((view) => view !== null);
  // A new phone gets one's own walks back from the server.
  const own = (view: WalkView): boolean => mine.has(view.walk) || view.state.open?.by === person;
  const [struck, standing] = parted(views, ({ state }) => state.status === 'void');
  const [owned, others] = parted(standing, own);
  const [going, past] = parted(owned, ({ state }) => state.status === 'under_way');
  return { views, going, past, others, struck };
}

const parted = (views: WalkView[], of: (view: WalkView) => boolean): [WalkView[], WalkView[]] =>
  [views.filter(of), views.filter((view) => !of(view))];

/** `theirs`: those among others of one's own that say so. */
interface GroupProps { title?: string; views: WalkView[]; marked?: Set<string>; theirs?: Set<WalkView> }

export const Group = ({ title, views, marked, theirs }: GroupProps) => (views.length === 0 ? null : (
  <>
    {title && <h2>{title}</h2>}
    <ul class="cards">{views.map((view) =>
      <li key={view.walk}><WalkCard view={view} unfinished={marked?.has(view.walk)} theirs={theirs?.has(view)} /></li>)}</ul>
  </>
));

interface CardProps { view: WalkView; unfinished: boolean | undefined; theirs: boolean | undefined }

function WalkCard({ view, unfinished, theirs }: CardProps) {
  const { state } = view;
  const about = [
    theirs && '同事记的', aboutOf(state), state.begins && dayOf(state.begins),
    state.problems.length > 0 && `${state.problems.length} 个问题`,
  ];
  return (
    <a class="card" href={to('walk', view.walk)}>
      <span class="row">
        <strong class="grow">{titleOf(state, catalogue.value)}</strong>
        <Where view={view} />
      </span>
      <span class="small quiet">{about.filter(Boolean).join(' · ')}</span>
      {unfinished && <span class="line"><span class="tag amber">有没写完的</span></span>}
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
    const length = state.begins && state.ends ? formatDuration(state.ends - state.begins) : '已结束';
    return <><span class="tag">全程 {length}</span> <ReachedTag state={state} /></>;
  }
  if (answerOf(state, catalogue.value)) return <ReachedTag state={state} />;
  const span = state.spans[state.running!];
  if (!span) return <span class="tag">还没开始</span>;
  if (waitsSince(state) !== null) return <span class="tag office">等结果</span>;
  const name = stepName(state, span, catalogue.value);
  return <span class={`tag num ${span.kind}`}>{name} <span class="since">{running(now.value - span.begins)}</span></span>;
}
