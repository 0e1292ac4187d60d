/**
 * Choices that are entries at the tap itself. A second tap, quicker than the walk shows the first one, corrects it and
 * has seen it: nothing is chosen twice.
 */
import { useSignal } from '../signal/hooks';
import type { Id } from '../journal/index';
import { newId } from '../store/id';
import type { NewEntry } from '../store/kept';
import { changeOf } from '../facts/walk';
import { save, undoable } from './saving';
import type { WalkView } from './walks';

export interface Choice {
  /** Its own among all that are tapped here. */
  key: string;
  field: string;
  /** The entry that holds it by now; without one, `first` is made. */
  target: Id | undefined;
  first?: { kind: NewEntry['kind']; data: object };
  reason: string;
}

interface Tapped { target: Id; value: unknown; ids: Id[] }

export function useTapped({ walk, state }: WalkView) {
  const tapped = useSignal<Record<string, Tapped>>({});
  /** What was tapped and is not shown yet. */
  const awaited = (key: string): Tapped | undefined => {
    const one = tapped.value[key];
    return one?.ids.some((id) => !(id in state.entries || id in state.amendments)) ? one : undefined;
  };
  const valueOf = ({ key, field, target }: Choice): unknown => {
    const one = awaited(key);
    return one ? one.value : target && state.entries[target]?.fields[field];
  };
  /** All of them in one go, which one 撤销 takes back; what is corrected offers none. */
  const choose = async (choices: Choice[], value: unknown, undo: string): Promise<void> => {
    const now = { ...tapped.value };
    const entries = choices.map(({ key, field, target, first, reason }): NewEntry & { id: Id } => {
      const before = awaited(key)?.ids ?? [];
      const [id, own] = [newId(), awaited(key)?.target ?? target];
      now[key] = { target: own ?? id, value, ids: [...before, id] };
      if (!own && first) return { kind: first.kind, id, data: { ...first.data, [field]: value } };
      const [change] = Object.values(changeOf(state, own!, field, value));
      const saw = [...new Set([...change!.saw, ...before.filter((one) => one !== own)])];
      return { kind: 'amend', id, data: { target: own, set: { [field]: { value, saw } }, reason } };
    });
    const corrects = entries.some(({ kind }) => kind === 'amend');
    tapped.value = now;
    if (!(await save(walk, entries, corrects ? {} : { undo, together: entries.slice(1).map(({ id }) => id) }))) tapped.value = {};
    // 撤销 takes back the last tap, and would now take back more.
    else if (corrects) undoable.value = null;
  };
  return { valueOf, choose };
}
