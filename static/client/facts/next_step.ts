/** What the one big button says and does. A pure rule: it looks at the template and at what has been passed. */
import type { CatalogueStep } from './catalogue';

export type Next = { act: 'step'; step: CatalogueStep; first?: true } | Return | { act: 'finish' };

/** Back in the hall one mostly draws a number again; `other` is what else may be likely. Without `queue`: what was left goes on. */
interface Return { act: 'return'; queue?: CatalogueStep; other?: { step: CatalogueStep; resumes: boolean } }

export interface Progress {
  /** Codes of the steps passed, in the order of time, struck ones left out. */
  passed: string[];
  /** The last outcome said at the window since the last step began, or null. */
  outcome: string | null;
  away: boolean;
  /** In a hall one queues; what is done online is taken up where it was put down. */
  hall: boolean;
}

const SUPPLEMENT = 'supplement';

/**
 * The step that comes next. 补正 comes only when the window asked for it, and is followed by queueing again;
 * 当场办结 leads straight to the result; a refusal ends the walk. A step the template no longer has leads to
 * the first one that has not been passed.
 */
export function nextStep(template: CatalogueStep[], progress: Progress): Next {
  const main = template.filter((step) => step.step !== SUPPLEMENT);
  const last = progress.passed[progress.passed.length - 1];
  const result = main[main.length - 1];
  if (!result) return { act: 'finish' };
  if (progress.away) return comeBack(template, main, progress);
  if (last === result.step || progress.outcome === 'refused') return { act: 'finish' };
  if (last === undefined) return { act: 'step', step: main[0]!, first: true };
  if (progress.outcome === 'supplement') {
    const supplement = template.find((step) => step.step === SUPPLEMENT);
    if (supplement && last !== SUPPLEMENT) return go(supplement);
  }
  if (progress.outcome === 'done') return go(result);
  if (last === SUPPLEMENT || progress.outcome === 'referred') return go(queueOf(main));
  const here = main.findIndex((step) => step.step === last);
  if (here >= 0) return go(main[here + 1]);
  return go(main.find((step) => !progress.passed.includes(step.step)));
}

/** Left in the queue, the queue goes on; left with the result, nothing does. Left waiting for it, it may be ready. */
function comeBack(template: CatalogueStep[], main: CatalogueStep[], { passed, outcome, hall }: Progress): Return {
  const left = template.find(({ step }) => step === passed[passed.length - 1]);
  const queue = main.find(({ stage }) => stage === 'queue');
  const result = main[main.length - 1];
  const over = left === result || outcome === 'refused';
  if (!hall || !queue || !result || !left || left === queue || over) return { act: 'return' };
  const ready = outcome === 'done' || left.stage === 'result';
  return { act: 'return', queue, other: ready ? { step: result, resumes: false } : { step: left, resumes: true } };
}

const go = (step: CatalogueStep | undefined): Next => (step ? { act: 'step', step } : { act: 'finish' });

const queueOf = (main: CatalogueStep[]): CatalogueStep | undefined =>
  main.find((step) => step.stage === 'queue') ?? main.find((step) => step.stage === 'acceptance');

/** The words of the big button: that one goes on, and with what. */
export function nextWords(next: Next, back = '再次到场'): string {
  if (next.act === 'return') return next.queue ? `${back} · ${next.queue.name}` : back;
  if (next.act === 'finish') return '全程结束';
  return next.first ? `开始${next.step.name}` : `下一步 · ${next.step.name}`;
}
