/** A counter session: call, answer, next; what is counted is time at the window, never a person's rank. */
import type { CaseState } from '../../journal/index';
import { formatDuration } from '../../journal/index';
import { useSignal } from '../../signal/hooks';
import { catalogue, type WalkView } from '../../live/walks';
import { Actions } from '../../parts/actions';
import { CasePanel } from './case_panel';
import { caseName, middleOf, openCase, pausedSince, resultsOf, resultWord } from '../../facts/counter';
import { Drawing } from './drawing';
import { CounterFoot } from './foot';
import { CounterNow } from './now';
import { ContinueButton } from './pause_sheet';
import { hourOf } from '../../facts/dates';
import { sessionMinutes } from '../../facts/minutes';
import { GoButton } from '../../kit/go_button';
import { KeysSwitch, useKeys } from '../../kit/keys';
import { columns } from '../../kit/room';
import { insideOf, route, to } from '../../live/route';
import { Failure, Screen } from '../../kit/screen';
import { Meaning } from '../../parts/meaning';
import { SavedMark } from '../../parts/saved_mark';
import { stampFinish } from '../../live/stamp';
import { Lacking } from '../record/lacking';
import { Problems } from '../record/summary';
import { UndoBar } from '../../kit/undo_bar';
import { Unfinished } from '../../parts/unfinished';
import { aboutOf, titleOf } from '../../facts/walk';
import { CASE_EVENTS, wordOf } from '../../facts/words';

export function Counter({ view }: { view: WalkView }) {
  useKeys();
  const { state, walk } = view;
  const over = state.status !== 'under_way';
  const open = over ? null : openCase(state.counter);
  const paused = pausedSince(state.counter) !== null;
  const foot = (
    <>
      <UndoBar walk={walk} />
      <Failure />
      {over && <GoButton class="button big" hash={to()}>回到首页</GoButton>}
      {!over && (paused ? <ContinueButton walk={walk} /> : <CounterFoot view={view} open={open} />)}
    </>
  );
  const three = columns() > 2;
  // The same case twice on a page, here and in its sheet, would be two fields of one name.
  const beside = three && open !== null && insideOf(route.value).part !== 'case';
  const drawing = <Drawing state={state} />;
  return (
    <Screen title={titleOf(state, catalogue.value)} back="#/" side={<SavedMark view={view} />} foot={foot} wide>
      <div class="stack">
        {!over && <CounterNow view={view} open={open} beside={beside} />}
        {!over && <Actions walk={walk} inCase={open?.case ?? null} />}
        <Lacking view={view} />
        <Unfinished walk={walk} here={over || paused || open ? undefined : 'case'} />
        <Figures view={view} over={over} />
        {beside && drawing}
      </div>
      {three && (
        <div class="stack">
          {beside ? (
            <section class="stack" aria-label="这一件">
              <h2>{caseName(state.counter!, open)}</h2>
              <CasePanel view={view} one={open} />
            </section>
          ) : drawing}
        </div>
      )}
      <div class="stack">
        {!three && drawing}
        <Cases view={view} />
        {over && <><Problems view={view} /><Actions walk={walk} /></>}
        <p class="small quiet">{aboutOf(state)}</p>
        <KeysSwitch />
        {state.open && <GoButton class="button wide" hash={to('walk', walk, 'entry', state.open.entry)}>更正窗口、地点等</GoButton>}
        <GoButton class="button wide" hash={to('walk', walk, 'record')}>查看全部记录</GoButton>
        {!over && <button type="button" class="button wide" onClick={() => void stampFinish(view)}>结束坐窗口</button>}
      </div>
    </Screen>
  );
}

/** What the desk shows as well, in the same words. */
function Figures({ view: { state }, over }: { view: WalkView; over: boolean }) {
  const { counter, begins, ends } = state;
  if (!counter) return null;
  const said = sessionMinutes(counter);
  const figures: [string, string][] = [
    ['已办', `${counter.count} 件`],
    ...middleOf(counter),
    ['空闲', formatDuration(said.get('idle')!)],
    ['未观察', formatDuration(said.get('unobserved')!)],
    ['暂停', `${counter.pauses.length} 次`],
  ];
  return (
    <section class="card stack" aria-label={over ? '小结' : '到现在'}>
      {ends && begins && (
        <p class="row"><strong class="grow">已结束</strong>
          <span class="num">{hourOf(begins)} 至 {hourOf(ends)}，{formatDuration(ends - begins)}</span></p>
      )}
      <dl class="figures">{figures.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      {counter.count > 0 && (
        <p class="num">{resultsOf(counter.cases).map(([event, count]) => `${wordOf(CASE_EVENTS, event)} ${count}`).join(' · ')}</p>
      )}
      <Meaning of={['median', 'unobserved', 'one_notice']} />
      {over && <p class="small quiet">问题 {state.problems.length} 个 · 需求 {state.needs.length} 条 · 照片 {state.photos.length} 张</p>}
    </section>
  );
}

const SHOWN = 6;
const SHOWN_BESIDE = 14;

/** The latest first; the others are one tap away, so that what is below them is never eighty lines off. */
function Cases({ view: { walk, state } }: { view: WalkView }) {
  const all = useSignal(false);
  const { counter } = state;
  if (!counter || counter.cases.length === 0) return null;
  const cases = [...counter.cases].reverse();
  const said = sessionMinutes(counter);
  const shown = all.value ? cases : cases.slice(0, columns() > 1 ? SHOWN_BESIDE : SHOWN);
  return (
    <section class="stack" aria-label="办件">
      <h2>办件 {cases.length} 件</h2>
      <ul class="list long">{shown.map((one) => <li key={one.case}>{row(one)}</li>)}</ul>
      {shown.length < cases.length && (
        <button type="button" class="button wide" onClick={() => { all.value = true; }}>
          看其余 {cases.length - shown.length} 件
        </button>
      )}
    </section>
  );

  function row(one: CaseState) {
    return (
      <a class="item" href={to('walk', walk, 'case', one.case)}>
        <span class="grow">{one.begins && <span class="num">{hourOf(one.begins)} </span>}
          {caseName(counter!, one)} · {resultWord(one)}</span>
        {one.handled !== null && <span class="num">{formatDuration(said.get(one)!)}</span>}
      </a>
    );
  }
}
