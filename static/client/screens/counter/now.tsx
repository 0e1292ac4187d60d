import { calledOf, type CaseState } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { caseName, matterNamed, pausedAfter, pausedSince, resultWord } from '../../facts/counter';
import { hourOf, running } from '../../facts/dates';
import { GoButton } from '../../kit/go_button';
import { now } from '../../live/now';
import { to } from '../../live/route';

interface Props {
  view: WalkView;
  open: CaseState | null;
  /** The case's own panel stands beside this. */
  beside: boolean;
}

/** What goes on at the window, and for how long. */
export function CounterNow({ view: { walk, state }, open, beside }: Props) {
  const { counter } = state;
  if (!counter) return null;
  const pause = counter.pauses.find((one) => one.ends === null);
  const last = calledOf(counter.cases).pop();
  const since = pausedSince(counter) ?? open?.begins ?? last?.ends ?? null;
  const name = pause ? '已暂停' : open ? `正在办 ${caseName(counter, open)}` : last ? '空闲' : '还没有叫号';
  const facts = pause ? [pause.reason]
    : open ? [open.ticket && `第 ${counter.cases.indexOf(open) + 1} 件`, matterNamed(catalogue.value, open.matter)?.name]
      : last ? [`上一件：${caseName(counter, last)} ${resultWord(last)}`] : [];
  return (
    <section class="card hero" aria-label="现在">
      <p class="step"><strong>{name}</strong></p>
      {since === null ? <p class="facts">叫到第一位时，按「叫下一位」。在那之前的时间记作「未观察」。</p> : (
        <>
          <p class="clock" role="timer" aria-label="已用时间">
            {running(now.value - since - (pause ? 0 : pausedAfter(counter, since)))}
          </p>
          <p class="facts num">{[`${hourOf(since)} 开始`, ...facts].filter(Boolean).join(' · ')}</p>
        </>
      )}
      {open && !beside && <GoButton hash={to('walk', walk, 'case', open.case)} shortcut="H">号码和事项</GoButton>}
    </section>
  );
}
