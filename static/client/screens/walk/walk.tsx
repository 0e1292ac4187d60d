/** The walk screen: where am I, how long, what comes next. Closed walks show their summary. */
import { catalogue, type WalkView } from '../../live/walks';
import { Actions } from '../../parts/actions';
import { actionsInFoot } from '../../parts/actions_place';
import { GoButton } from '../../kit/go_button';
import { Failure, Screen } from '../../kit/screen';
import { Hero } from './hero';
import { NextButton } from './next_button';
import { Rail } from '../record/rail';
import { Summary } from '../record/summary';
import { Ticket } from './ticket';
import { UndoBar } from '../../kit/undo_bar';
import { Unfinished } from '../../parts/unfinished';
import { SavedMark } from '../../parts/saved_mark';
import { AwayButton } from './away_button';
import { useAwake } from '../../live/comfort';
import { aboutOf, nextOf, templateOf, titleOf } from '../../facts/walk';
import { to } from '../../live/route';

export function Walk({ view }: { view: WalkView }) {
  const { state, walk } = view;
  useAwake(state.running !== null && state.spans[state.running]?.kind === 'waiting');
  const title = titleOf(state, catalogue.value);
  const shared = { title, back: '#/', side: <SavedMark view={view} /> };
  if (state.status === 'finished' || state.status === 'void') {
    const home = <GoButton class="button big" hash={to()}>回到首页</GoButton>;
    return (
      <Screen {...shared} foot={<><UndoBar walk={walk} /><Failure />{home}</>}>
        <Unfinished walk={walk} />
        <Summary view={view} />
        <Actions walk={walk} />
      </Screen>
    );
  }
  const inFoot = actionsInFoot();
  const next = nextOf(state, templateOf(state, catalogue.value));
  const foot = (
    <>
      <UndoBar walk={walk} />
      <Failure />
      {inFoot && <Actions walk={walk} />}
      <div class="pair">
        <GoButton hash={to('walk', walk, 'more')}>其他环节</GoButton>
        <AwayButton view={view} taken={next.act === 'return'} />
      </div>
      <NextButton view={view} next={next} />
    </>
  );
  return (
    <Screen {...shared} foot={foot}>
      <Hero view={view} />
      <Ticket view={view} />
      <Unfinished walk={walk} here="ticket" />
      <Rail view={view} />
      {!inFoot && <Actions walk={walk} />}
      {/* The bar cuts a long name after two lines; here it is whole. */}
      <p class="small quiet">{title} · {aboutOf(state)}</p>
    </Screen>
  );
}
