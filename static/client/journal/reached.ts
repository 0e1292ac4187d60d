/** 走到底: whether a walk came to its result. That it was ended says nothing of it: one may also give up. */

import type { Line } from './line';
import type { WalkState } from './state';

/** The step 拿到结果, in whichever edition. */
const RESULT_STEP = 'result';

/** The outcomes after which nothing more is to be waited for. */
const ANSWERS: unknown[] = ['done', 'refused'];

export const answers = (line: Line | undefined): boolean => ANSWERS.includes(line?.fields['result']);

/** The result in hand is an instant: its span ends where it begins. */
export const isInstant = ({ step }: { step: unknown }): boolean => step === RESULT_STEP;

/** The stamp of the result in one's hand. */
export const inHand = (line: Line): boolean => line.kind === 'stage' && line.fields['step'] === RESULT_STEP;

/** The last outcome that stands; 全程结束 only where none was ever written down: it repeats what was known then. */
function lastWord(lines: Line[], finish: Line | undefined): Line | undefined {
  const outcomes = lines.filter((line) => line.kind === 'outcome');
  return outcomes.length > 0 ? outcomes.filter((line) => !line.void).pop() : finish;
}

/** Null where there is nothing to reach: a counter session, a walk that is 作废, one whose opening has not come. */
export function reachedOf(
  lines: Line[], finish: Line | undefined, status: WalkState['status'], atCounter: boolean,
): WalkState['reached'] {
  if (atCounter || status === 'void' || status === 'waiting_open') return null;
  if (answers(lastWord(lines, finish)) || lines.some((line) => !line.void && inHand(line))) return 'end';
  return finish === undefined ? 'going' : 'short';
}
