/** 体验要素 of a walk: which are asked about, which are judged by now, and what the walk has measured itself. Pure. */
import type { Id, WalkState } from '../journal/index';
import { editionOf, type Catalogue, type CheckItem } from './catalogue';
import { channelOf, standing } from './walk';

/** The latest check of an element: a second verdict corrects the first one. */
export const judgedOf = (state: WalkState, item: string): Id | undefined =>
  standing(state, 'check').filter((id) => state.entries[id]?.fields['item'] === item).pop();

/** What is a number is measured by the walk, and not asked again. */
export const asked = (state: WalkState, catalogue: Catalogue): CheckItem[] =>
  editionOf(catalogue, state.begins).checklist.flatMap(({ items }) => items.filter((item) => !item.measured));

export const unjudged = (state: WalkState, catalogue: Catalogue): CheckItem[] =>
  asked(state, catalogue).filter(({ item }) => !judgedOf(state, item));

/** The problem that was written down of a judgement, if one was. */
export const problemOf = (state: WalkState, check: Id): Id | undefined =>
  state.problems.find((id) => state.entries[id]?.fields['check'] === check);

/** Where a problem with an element belongs: to the stage where one meets it, if the walk was there, else to where it was judged. */
export function stageOf({ spans, entries }: WalkState, check: Id, item: CheckItem | undefined) {
  const stages = spans.filter((span) => span.kind !== 'away');
  const met = stages.filter(({ stage }) => stage === item?.stage).pop();
  const time = entries[check]?.time ?? 0;
  return met ?? stages.filter(({ begins }) => begins <= time).pop();
}

/** What the walk has measured of an element, as the desk says it (zlc/walks/times/comparison.py); null where there is no figure yet. */
export function measured(state: WalkState, item: string): string | null {
  const { spans, materials, trips, open } = state;
  // 办理环节 are the office's own steps: what the applicant does, and waits for, stands on no published list.
  const passed = spans.filter(({ stage, step }) => ['acceptance', 'result'].includes(stage!) && step !== 'wait');
  const steps = new Set(passed.map(({ stage, step }) => `${stage} ${step}`)).size;
  const behalf = open?.fields['mode'] === 'delegate' && channelOf(state) === 'hall';
  const figures: Record<string, string | false> = {
    materials: materials.length > 0 && `${materials.length} 份`,
    steps: steps > 0 && `${steps} 个`,
    trips: spans.length > 0 && (behalf ? `代办人 ${trips} 次，申请人 0 次` : `${trips} 次`),
  };
  return figures[item] || null;
}
