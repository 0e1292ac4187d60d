/** A walk that has ended: how long, by kind of time, how often there, what was found. */
import { formatDuration } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { momentOf } from '../../facts/dates';
import { Facts } from '../../kit/facts';
import { Entries, Photos } from './record';
import { Rail } from './rail';
import { ReachedTag } from '../../parts/reached_tag';
import { TimeBar } from '../../parts/time_bar';
import { aboutOf, channelOf } from '../../facts/walk';
import { resultOf, stopsOf } from '../../facts/summary';
import { Found } from './found';
import { ShareButton } from './share_button';

export function Summary({ view }: { view: WalkView }) {
  const { state } = view;
  return (
    <>
      <section class="card stack" aria-label="小结">
        <p class="row">
          <strong class="grow">{state.status === 'void' ? '已作废' : '全程结束'}</strong>
          <ReachedTag state={state} />
          {state.begins && state.ends && <span class="strong num">{formatDuration(state.ends - state.begins)}</span>}
        </p>
        <p class="small quiet">{aboutOf(state)}</p>
        <TimeBar state={state} />
        <Facts of={[
          ['开始', state.begins && momentOf(state.begins)],
          ['结束', state.ends && momentOf(state.ends)],
          ['跑动', channelOf(state) === 'hall' && `${state.trips} 次`],
          ['办理结果', state.reached && resultOf(state)],
          ...stopsOf(state),
          ['问题', `${state.problems.length} 个`],
          ['需求', `${state.needs.length} 条`],
        ]} />
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
