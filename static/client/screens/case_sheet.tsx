import type { CaseState } from '../journal/index';
import type { WalkView } from './live';
import { CasePanel } from './case_panel';
import { caseName } from './counter_facts';
import { leave } from './route';
import { Failure } from './screen';
import { Sheet } from './sheet';
import { UndoBar } from './undo_bar';

export const CaseSheet = ({ view, one, parent }: { view: WalkView; one: CaseState; parent: string }) => (
  <Sheet title={caseName(view.state.counter!, one)} parent={parent}>
    <UndoBar walk={view.walk} />
    <Failure />
    <CasePanel view={view} one={one} onKept={() => leave(parent)} />
  </Sheet>
);
