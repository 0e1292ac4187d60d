/** 「材料要素」: materials, outcome and 补正, the checklist, intermediaries, rating. Each line is stored on its own tap. */
import type { WalkView } from '../../live/walks';
import { Broker } from './broker';
import { Checklist } from './checklist';
import { Materials } from './materials';
import { Outcome } from './outcome';
import { Rating } from './rating';
import { FormScreen } from '../../kit/form_screen';
import { replace, to } from '../../live/route';
import { failure, undoable } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { UndoBar } from '../../kit/undo_bar';

const TABS: [string, string][] = [
  ['materials', '材料'], ['outcome', '结果补正'], ['checklist', '要素'], ['broker', '中介'], ['rating', '评价'],
];

const PANELS: Record<string, (props: { view: WalkView }) => preact.JSX.Element | null> = {
  materials: Materials, outcome: Outcome, checklist: Checklist, broker: Broker, rating: Rating,
};

export function Particulars({ view, tab }: { view: WalkView; tab: string }) {
  const { walk } = view;
  const Panel = PANELS[tab] ?? Materials;
  // A tab takes the other one's place in the history: back leads to the walk at once.
  const choose = (hash: string) => (event: Event): void => { event.preventDefault(); replace(hash); };
  const tabs = (
    <nav class="tabs" aria-label="材料要素">
      {TABS.map(([code, word]) => {
        const hash = to('walk', walk, 'particulars', code);
        const current = code === tab ? 'page' : undefined;
        return <a key={code} href={hash} aria-current={current} onClick={choose(hash)}>{word}</a>;
      })}
    </nav>
  );
  const silent = undoable.value?.walk !== walk && failure.value === null;
  return (
    <FormScreen title="材料要素" parent={to('walk', walk)} tabs={tabs} silent={silent} foot={<><UndoBar walk={walk} /><Failure /></>}>
      <Panel key={tab} view={view} />
    </FormScreen>
  );
}
