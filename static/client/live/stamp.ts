/** The stamps of a walk: each is one tap, and can be taken back for ten seconds. */
import type { CatalogueStep } from '../facts/catalogue';
import type { WalkView } from './walks';
import { felt } from './comfort';
import { save } from './saving';
import { awayWords, visitNow } from '../facts/walk';

export const stampStep = ({ walk, state }: WalkView, step: CatalogueStep): Promise<boolean> =>
  felt(save(walk, [{ kind: 'stage', data: { stage: step.stage, step: step.step, visit: visitNow(state) } }],
    { undo: `已记下「${step.name}」` }));

export const stampLeave = ({ walk, state }: WalkView): Promise<boolean> =>
  felt(save(walk, [{ kind: 'leave', data: { visit: state.visit } }], { undo: `已记下「${awayWords(state).leave}」` }));

export const stampReturn = ({ walk, state }: WalkView): Promise<boolean> =>
  felt(save(walk, [{ kind: 'return', data: { visit: visitNow(state) } }], { undo: `已记下「${awayWords(state).back}」` }));

export const stampFinish = ({ walk, state }: WalkView): Promise<boolean> =>
  felt(save(walk, [{ kind: 'finish', data: state.result === null ? {} : { result: state.result } }],
    { undo: state.as === 'counter' ? '已记下「结束坐窗口」' : '已记下「全程结束」' }));
