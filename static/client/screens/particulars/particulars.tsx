/** 「材料要素」: materials, outcome and 补正, the checklist, intermediaries, rating. Each line is stored on its own tap. */
import type { WalkView } from '../../live/walks';
import { Broker } from './broker';
import { Checklist } from './checklist';
import { Materials } from './materials';
import { Outcome } from './outcome';
import { Rating } from './rating';
import { FormScreen } from '../../kit/form_screen';
import { behind, replace, to } from '../../live/route';
import { failure, undoable } from '../../live/saving';
import { useRef } from '../../signal/hooks';
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
  // As it was when they were opened: later the camera's own screen lies behind them.
  const parent = useRef(behind(to('walk', walk), 'finish')).current!;
  const Panel = PANELS[tab] ?? Materials;
  const bar = useRef<HTMLElement>(null);
  // A tab takes the other one's place in the history: back leads out at once. It begins at its own top.
  const choose = (hash: string) => (event: Event): void => {
    event.preventDefault();
    replace(hash);
    bar.current?.nextElementSibling?.scrollTo(0, 0);
  };
  const tabs = (
    <nav class="tabs" aria-label="材料要素" ref={bar}>
      {TABS.map(([code, word]) => {
        const hash = to('walk', walk, 'particulars', code);
        const current = code === tab ? 'page' : undefined;
        return <a key={code} href={hash} aria-current={current} onClick={choose(hash)}>{word}</a>;
      })}
    </nav>
  );
  const silent = undoable.value?.walk !== walk && failure.value === null;
  return (
    <FormScreen title="材料要素" parent={parent} tabs={tabs} silent={silent} foot={<><UndoBar walk={walk} /><Failure /></>}>
      <Panel key={tab} view={view} />
    </FormScreen>
  );
}
