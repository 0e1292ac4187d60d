/** What a walk's screens say, taken from its state. Pure: no signal, no store. */
import { isInstant, type Change, type Id, type Kind, type Span, type WalkState } from '../journal/index';
import { editionOf, matterWith, stepNamed, type Catalogue, type CatalogueStep, type Matter } from './catalogue';
import { nextStep, type Next } from './next_step';
import { CHANNELS, MODES, RESULTS, STAGES, wordOf } from './words';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Entries of a kind that were not struck out, in the order of time. */
export const standing = ({ order, entries }: WalkState, kind: Kind): Id[] =>
  order.filter((id) => entries[id]?.kind === kind && !entries[id]?.void);

export const channelOf = (state: WalkState): 'hall' | 'online' =>
  state.open?.fields['channel'] === 'online' ? 'online' : 'hall';

export const matterOf = (state: WalkState, catalogue: Catalogue): Matter | undefined =>
  matterWith(catalogue, state.open?.fields['matter']);

/** The matter's name, or what was typed in its place. */
export function titleOf(state: WalkState, catalogue: Catalogue): string {
  const name = matterOf(state, catalogue)?.name ?? text(state.open?.fields['matter_text']);
  return name || (state.as === 'counter' ? '坐窗口' : '未写事项');
}

/** 「陪同办 · 现场 · 市政务服务中心 · 第 1 次到场」 */
export function aboutOf(state: WalkState): string {
  const fields = state.open?.fields ?? {};
  const visit = channelOf(state) === 'hall' && state.spans.length > 0 ? `第 ${state.visit} 次到场` : '';
  const window = text(fields['window']);
  const parts = state.as === 'counter'
    ? [window, text(fields['place'])]
    : [wordOf(MODES, fields['mode']), wordOf(CHANNELS, channelOf(state)), text(fields['place']), visit];
  return parts.filter(Boolean).join(' · ');
}

export const templateOf = (state: WalkState, catalogue: Catalogue): CatalogueStep[] =>
  editionOf(catalogue, state.begins).templates[channelOf(state)] ?? [];

/** A hall is left and come back to; what is done online is put down and taken up again. */
export const awayWords = (state: WalkState): { leave: string; back: string } =>
  channelOf(state) === 'hall' ? { leave: '离开大厅', back: '再次到场' } : { leave: '暂时放下', back: '接着办' };

/** A step's own name; a stage without one keeps the stage's. */
export function stepName(state: WalkState, span: Span, catalogue: Catalogue): string {
  if (span.kind === 'away') return awayWords(state).leave;
  return templateOf(state, catalogue).find((step) => step.step === span.step)?.name
    ?? stepNamed(catalogue, state.begins, span.step)
    ?? wordOf(STAGES, span.stage);
}

/** The big button of a walk under way. */
export function nextOf(state: WalkState, steps: CatalogueStep[]): Next {
  const stages = standing(state, 'stage');
  const last = stages[stages.length - 1];
  const since = last === undefined ? -1 : state.order.indexOf(last);
  const said = standing(state, 'outcome').filter((id) => state.order.indexOf(id) > since);
  const outcome = said[said.length - 1];
  return nextStep(steps, {
    passed: stages.map((id) => text(state.entries[id]?.fields['step'])),
    outcome: outcome === undefined ? null : text(state.entries[outcome]?.fields['result']),
    away: state.away,
    hall: channelOf(state) === 'hall',
  });
}

/** The visit a stamp made now belongs to; a stage after leaving implies the return. */
export const visitNow = (state: WalkState): number => (state.away ? state.visit + 1 : state.visit);

/** The visit that was going on at an instant, for a stamp added later. */
export function visitAt(state: WalkState, at: number): number {
  const before = state.spans.filter((span) => span.begins <= at);
  return before[before.length - 1]?.visit ?? 1;
}

/** In a hall's queue one is called, with a number or without; online one waits for an answer. */
export const awaitsTurn = (state: WalkState): boolean =>
  channelOf(state) === 'hall' && state.spans[state.running!]?.kind === 'waiting';

/** The ticket of the running span: latest one since it began. */
export function ticketOf(state: WalkState): { number: string; ahead: number | null } | null {
  const span = state.spans[state.running!];
  if (span?.kind !== 'waiting') return null;
  const drawn = standing(state, 'ticket').map((id) => state.entries[id]!).filter(({ time }) => time >= span.begins);
  const fields = drawn[drawn.length - 1]?.fields;
  if (!fields) return null;
  const ahead = fields['ahead'];
  return { number: String(fields['number'] ?? ''), ahead: typeof ahead === 'number' ? ahead : null };
}

/** The amendment of one field, naming every value its author has been shown. */
export function changeOf(state: WalkState, target: Id, field: string, value: unknown): Record<string, Change> {
  const saw = Object.entries(state.amendments)
    .filter(([, amendment]) => amendment.target === target && field in amendment.set)
    .map(([id]) => id);
  return { [field]: { value, saw } };
}

/**
 * Where it was found: in the stage that it names, of a stage passed more than once the one that had begun by then; else in
 * what ran at its time. Undefined before the first stage.
 */
function placeOf({ spans, entries }: WalkState, id: Id): Span | undefined {
  const { time, fields } = entries[id]!;
  const begun = (some: Span[]): Span | undefined => some.filter(({ begins }) => time >= begins).pop();
  const named = spans.filter(({ stage }) => stage !== null && stage === fields['stage']);
  return begun(named) ?? named[0] ?? begun(spans);
}

/** Problems, needs, notes and photos that stand, by the span in which they were found, in the order of time; each with its photos. */
export function foundIn(state: WalkState): Map<Span | undefined, Id[][]> {
  const { entries, order, problems, needs, notes, photos } = state;
  const said = new Map([...problems, ...needs, ...notes].map((id): [Id, Id[]] => [id, [id]]));
  const hung = photos.filter((photo) => said.get(String(entries[photo]!.fields['of']))?.push(photo));
  const alone = new Set([...said.keys(), ...photos.filter((photo) => !hung.includes(photo))]);
  const places = new Map<Span | undefined, Id[][]>();
  for (const id of order.filter((one) => alone.has(one))) {
    const place = placeOf(state, id);
    const there = places.get(place) ?? [];
    there.push(said.get(id) ?? [id]);
    places.set(place, there);
  }
  return places;
}

/**
 * When a walk was handed in that only waits for the office now, where nobody has to stand beside it; null for any other.
 * The same rule as zlc/walks/times/waiting.py.
 */
export function waitsSince(state: WalkState): number | null {
  const steps = state.spans.filter((span) => span.kind !== 'away');
  const last = steps[steps.length - 1];
  const said = standing(state, 'outcome').map((id) => state.entries[id]!);
  if (state.reached !== 'going' || last?.kind !== 'office') return null;
  const accepted = said.find(({ fields }) => fields['result'] === 'accepted')?.time;
  return accepted ?? steps.find((span) => span.stage === 'acceptance')?.begins ?? last.begins;
}

/** What nothing runs after: 拿到结果, else what the office said, and when; null while something runs, or nothing was. */
export function answerOf(state: WalkState, catalogue: Catalogue): { words: string; at: number } | null {
  if (state.status !== 'under_way' || state.reached !== 'end' || state.running !== null) return null;
  const taken = state.spans.filter(isInstant).pop();
  if (taken) return { words: stepName(state, taken, catalogue), at: taken.begins };
  const said = standing(state, 'outcome').map((id) => state.entries[id]!).pop();
  return said ? { words: wordOf(RESULTS, state.result), at: said.time } : null;
}

/** The stage that runs now, or ran last: what is noticed on the way out belongs to it. */
export function stageNow(state: WalkState): Span | undefined {
  const stages = state.spans.filter((span) => span.kind !== 'away');
  return stages[stages.length - 1];
}
