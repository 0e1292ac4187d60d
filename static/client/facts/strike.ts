/** What striking an entry out is called, and what follows from it where that is more than the entry itself. */
import type { EntryState, Id, WalkState } from '../journal/index';
import type { Catalogue } from './catalogue';
import { TAKEN, type Handled } from './handling';
import { standing } from './walk';

const ASKED = '已要求划去，等联络员定';

interface StrikeWords {
  button: string;
  follows?: string | false;
  /** What the undo bar says. */
  done: string;
}

/** What others act on, and what makes the whole walk 作废. */
export const GUARDED = ['problem', 'open'];

/** Whether striking it out only asks for it: a problem that the unit has taken, and of what is guarded a colleague's, for whoever
 * is no coordinator (zlc/walks/journal/wishes.py). */
export const asksOnly = ({ kind, by }: EntryState, { person }: Catalogue, { state = '' }: Handled = {}): boolean =>
  TAKEN.includes(state) || (GUARDED.includes(kind) && !!person && person.id !== by && !person.decides);

/** `asks`: it is for the unit to say. */
export function strikeWords(state: WalkState, id: Id, asks: boolean): StrikeWords {
  const { kind, void: struck } = state.entries[id]!;
  const what = state.as === 'counter' ? '坐窗口' : '走流程';
  // Of several beginnings another one would take its place.
  const whole = kind === 'open' && standing(state, 'open').every((other) => other === id);
  if (whole && struck) return { button: `恢复这次${what}`, done: `已恢复这次${what}` };
  if (whole) {
    return { button: `作废这次${what}`, follows: `整次${what}作废，不再计入汇总；记下的都留着，可以恢复。`, done: asks ? ASKED : `已作废这次${what}` };
  }
  if (struck) return { button: '恢复这一条', done: '已恢复这一条' };
  const reopens = kind === 'finish' && standing(state, 'finish').length === 1;
  return { button: '划去这一条', follows: reopens && `划去以后，这次${what}接着进行。`, done: asks ? ASKED : '已划去这一条' };
}
