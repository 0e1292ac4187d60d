/** A walk that has ended: how long, by kind of time, how often there, what was found. */
import { formatDuration } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { momentOf } from '../../facts/dates';
import { Entries, Photos } from './record';
import { Rail } from './rail';
import { ReachedTag } from '../../parts/reached_tag';
import { TimeBar } from '../../parts/time_bar';
import { aboutOf, channelOf } from '../../facts/walk';
import { resultOf } from '../../facts/summary';
import { Found } from './found';
import { ShareButton } from './share_button';

export function Summary({ view }: { view: WalkView }) {
  const { state } = view;
  const whole = state.begins !== null && state.ends !== null ? state.ends - state.begins : null;
  return (
    <>
      <section class="card stack" aria-label="小结">
        <p class="row">
          <strong class="grow">{state.status === 'void' ? '已作废' : '全程结束'}</strong>
          <ReachedTag state={state} />
          {whole !== null && <span class="strong num">{formatDuration(whole)}</span>}
        </p>
        <p class="small quiet">{aboutOf(state)}</p>
        <TimeBar totals={state.totals} />
        <dl class="facts-list">
          {state.begins !== null && <><dt>开始</dt><dd>{momentOf(state.begins)}</dd></>}
          {state.ends !== null && <><dt>结束</dt><dd>{momentOf(state.ends)}</dd></>}
          {channelOf(state) === 'hall' && <><dt>跑动</dt><dd>{state.trips} 次</dd></>}
          {state.reached && <><dt>办理结果</dt><dd>{resultOf(state)}</dd></>}
          <dt>问题</dt><dd>{state.problems.length} 个</dd>
          <dt>需求</dt><dd>{state.needs.length} 条</dd>
        </dl>
        {state.status === 'finished' && <ShareButton view={view} />}
      </section>
      <Problems view={view} />
      <Rail view={view} />
      <Photos view={view} />
      <Entries view={view} />
    </>
  );
}

/** Nothing when there are none. */
export const Problems = ({ view, view: { state: { problems } } }: { view: WalkView }) => (problems.length > 0 ? (
  <section class="card stack in-full" aria-label="发现的问题">
    <h2>发现的问题</h2>
    <Found view={view} ids={problems} />
  </section>
) : null);
