/** The walk screen: where am I, how long, what comes next. Closed walks show their summary. */
import { catalogue, type WalkView } from '../../live/walks';
import { Actions } from '../../parts/actions';
import { AllDone } from './all_done';
import { actionsInFoot } from '../../parts/actions_place';
import { Feed } from './feed';
import { GoButton } from '../../kit/go_button';
import { Failure, Screen } from '../../kit/screen';
import { Hero } from './hero';
import { NextButton } from './next_button';
import { Lacking } from '../record/lacking';
import { Restricted } from '../record/record';
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
  useAwake(state.spans[state.running!]?.kind === 'waiting');
  const title = titleOf(state, catalogue.value);
  const shared = { title, back: '#/', side: <SavedMark view={view} /> };
  if (state.status === 'finished' || state.status === 'void') {
    const home = <GoButton class="button big" hash={to()}>回到首页</GoButton>;
    return (
      <Screen {...shared} foot={<><UndoBar walk={walk} /><Failure />{home}</>}>
        <Unfinished walk={walk} />
        <Lacking view={view} />
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
        <GoButton hash={to('walk', walk, 'more')}>更多</GoButton>
        <AwayButton view={view} next={next} />
      </div>
      <NextButton view={view} next={next} />
    </>
  );
  return (
    <Screen {...shared} foot={foot}>
      <Hero view={view} next={next} />
      {!inFoot && <Actions walk={walk} />}
      <Ticket view={view} />
      <AllDone view={view} />
      <Unfinished walk={walk} here="ticket" />
      <Feed view={view} />
      <Restricted view={view} />
      <Lacking view={view} />
      {/* The bar cuts a long name after two lines; here it is whole. */}
      <p class="small quiet">{title} · {aboutOf(state)}</p>
    </Screen>
  );
}
