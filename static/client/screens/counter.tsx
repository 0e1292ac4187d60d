/** A counter session: call, answer, next; what is counted is time at the window, never a person's rank. */
import type { CaseState } from '../journal/index';
import { formatDuration } from '../journal/index';
import { newId } from '../store/id';
import { catalogue, type WalkView } from './live';
import { Actions } from './actions';
import { ContinueButton, CounterPause, pausedSince } from './counter_pause';
import { typed, useDraft } from './draft';
import { hourOf, running } from './dates';
import { TextField } from './field';
import { GoButton } from './go_button';
import { now } from './now';
import { to } from './route';
import { Failure, Screen } from './screen';
import { SavedMark } from './saved_mark';
import { save } from './saving';
import { useSettled } from './settled';
import { stampFinish } from './stamp';
import { UndoBar } from './undo_bar';
import { aboutOf, titleOf } from './walk_facts';
import { CASE_EVENTS, wordOf } from './words';

const OUTCOMES = ['accept', 'supplement', 'refuse', 'refer', 'done'];

export function Counter({ view }: { view: WalkView }) {
  const { state, walk } = view;
  const over = state.status !== 'under_way';
  const open = state.counter?.cases.find((one) => one.begins !== null && one.ends === null) ?? null;
  const foot = (
    <>
      <UndoBar walk={walk} />
      <Failure />
      {over && <GoButton class="button big" hash={to()}>回到首页</GoButton>}
      {!over && (pausedSince(state) === null ? <Foot view={view} open={open} /> : <ContinueButton walk={walk} />)}
    </>
  );
  return (
    <Screen title={titleOf(state, catalogue.value)} back="#/" side={<SavedMark view={view} />} foot={foot}>
      {!over && <Now view={view} open={open} />}
      <Figures view={view} />
      {!over && <CounterPause view={view} />}
      <Actions walk={walk} />
      <Cases cases={state.counter?.cases ?? []} />
      <p class="small quiet">{aboutOf(state)}</p>
      <GoButton class="button wide" hash={to('walk', walk, 'record')}>查看全部记录</GoButton>
      {!over && <button type="button" class="button wide" onClick={() => void stampFinish(view)}>结束坐窗口</button>}
    </Screen>
  );
}

interface Props { view: WalkView; open: CaseState | null }

function Now({ view, open }: Props) {
  const paused = pausedSince(view.state);
  const name = paused !== null ? '已暂停' : open ? `正在办${open.ticket ? ` ${open.ticket} 号` : ''}` : '空闲';
  const since = paused ?? open?.begins ?? null;
  const idle = paused === null ? open?.paused ?? 0 : 0;
  return (
    <section class="card hero" aria-label="现在">
      <p class="step"><strong>{name}</strong></p>
      {since === null ? <p class="facts">叫到下一位时，按下面的大按钮。</p> : (
        <>
          <p class="clock" role="timer" aria-label="已用时间">{running(now.value - since - idle)}</p>
          <p class="facts num">{hourOf(since)} 开始</p>
        </>
      )}
    </section>
  );
}

function Foot({ view: { walk }, open }: Props) {
  const key = `walk/${walk}/case`;
  const form = useDraft(key, () => ({ ticket: '' }));
  const ticket = form.value.value.ticket;
  const settled = useSettled(open?.case ?? 'idle');
  const call = async (): Promise<void> => {
    if (!settled) return;
    const data = { case: newId(), event: 'call', ticket };
    if (await save(walk, [{ kind: 'case', data }], { draft: key, undo: '已叫下一位' })) await form.drop();
  };
  if (!open) {
    return (
      <>
        <TextField id="case-ticket" label="下一位的号码（可不填）" {...typed(form, 'ticket')} />
        <button type="button" class="button primary big" aria-disabled={!settled} onClick={() => void call()}>
          叫下一位
        </button>
      </>
    );
  }
  const answer = (event: string): void => {
    if (!settled) return;
    void save(walk, [{ kind: 'case', data: { case: open.case, event } }], { undo: `已记下「${wordOf(CASE_EVENTS, event)}」` });
  };
  return (
    <div class="pair">
      {OUTCOMES.map((event) => (
        <button type="button" key={event} class={event === 'accept' ? 'button primary' : 'button'}
          aria-disabled={!settled} onClick={() => answer(event)}>
          {wordOf(CASE_EVENTS, event)}
        </button>
      ))}
      <button type="button" class="button" aria-disabled={!settled} onClick={() => void call()}>叫下一位</button>
    </div>
  );
}

function Figures({ view: { state } }: { view: WalkView }) {
  const counter = state.counter;
  if (!counter) return null;
  return (
    <section class="card" aria-label="到现在">
      <dl class="facts-list">
        <dt>已办</dt><dd>{counter.count} 件</dd>
        {counter.median !== null && <><dt>每件用时（中位数）</dt><dd>{formatDuration(counter.median)}</dd></>}
        {counter.longest !== null && <><dt>最长一件</dt><dd>{formatDuration(counter.longest)}</dd></>}
      </dl>
    </section>
  );
}

const Cases = ({ cases }: { cases: CaseState[] }) => (cases.length === 0 ? null : (
  <section class="stack" aria-label="办件">
    <h2>办件</h2>
    <ul class="list long">
      {[...cases].reverse().map((one) => (
        <li key={one.case}>
          <span class="item">
            <span class="grow">{one.begins !== null && <span class="num">{hourOf(one.begins)} </span>}
              {one.ticket && `${one.ticket} 号 · `}{one.result ? wordOf(CASE_EVENTS, one.result) : '正在办'}</span>
            {one.handled !== null && <span class="num">{formatDuration(one.handled)}</span>}
          </span>
        </li>
      ))}
    </ul>
  </section>
));
