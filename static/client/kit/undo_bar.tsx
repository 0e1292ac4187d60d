import { keyFace, keyed } from './keys';
import { undo, undoable } from '../live/saving';

/** Ten seconds to take the last tap back, instead of a question before it. */
export function UndoBar({ walk }: { walk: string }) {
  const last = undoable.value;
  return (
    <div role="status">
      {last?.walk === walk && (
        <div class="undo"><span>{last.said}</span>
          <button type="button" class="button" {...keyed('C')} onClick={() => void undo()}>撤销{keyFace('C')}</button></div>
      )}
    </div>
  );
}
