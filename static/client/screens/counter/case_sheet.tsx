import type { CaseState } from '../../journal/index';
import type { WalkView } from '../../live/walks';
import { CasePanel } from './case_panel';
import { caseName } from '../../facts/counter';
import { leave } from '../../live/route';
import { Failure } from '../../kit/screen';
import { Sheet } from '../../kit/sheet';
import { UndoBar } from '../../kit/undo_bar';

export const CaseSheet = ({ view, one, parent }: { view: WalkView; one: CaseState; parent: string }) => (
  <Sheet title={caseName(view.state.counter!, one)} parent={parent}>
    <UndoBar walk={view.walk} />
    <Failure />
    <CasePanel view={view} one={one} onKept={() => leave(parent)} />
  </Sheet>
);
