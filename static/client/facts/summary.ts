/** A walk that has ended, as a text to hand on: what happened and what was found, nobody's name or number. Pure. */
import { formatDuration, type WalkState } from '../journal/index';
import type { Catalogue } from './catalogue';
import { momentOf } from './dates';
import { categoryWord } from './entry_words';
import { categoryOf, type Handled } from './handling';
import { kindsSaid } from './minutes';
import { masked } from './private_numbers';
import { shortened } from './shortened';
import { aboutOf, channelOf, titleOf } from './walk';
import { REACHED, RESULTS, wordOf } from './words';

/** 「办结」 */
export const resultOf = ({ result, reached }: WalkState): string =>
  wordOf(RESULTS, result) || (reached === 'end' ? '已拿到' : '未记');

/** 补正 and 停表, each for itself: what it is called, since when and how long, and why. */
export const stopsOf = ({ stopped, entries }: WalkState): [word: string, said: string][] =>
  stopped.map(({ why, begins, ends, entries: ids }) => [
    RESULTS[why] ?? '停表',
    [momentOf(begins), ends && formatDuration(ends - begins), ...ids.map((id) => entries[id]!.fields['reason'])]
      .filter(Boolean).join(' · '),
  ]);

const listed = (head: string, unit: string, texts: string[]): string[] =>
  texts.length === 0 ? [] : [`${head} ${texts.length} ${unit}：`, ...texts.map((text, place) => `${place + 1}. ${shortened(masked(text))}`)];

/** `handled`: what became of its problems on the desk, by their ids. */
export function summaryText(state: WalkState, catalogue: Catalogue, handled?: ReadonlyMap<string, Handled>): string {
  const { begins, ends, entries, problems, needs } = state;
  const said = (id: string): string => String(entries[id]?.fields['text'] ?? '');
  const category = (id: string): string => categoryWord(catalogue, categoryOf(entries[id]?.fields['category'], handled?.get(id)));
  return [
    masked(`走流程：${titleOf(state, catalogue)}`),
    masked(aboutOf(state)),
    begins && ends && `${momentOf(begins)} 至 ${momentOf(ends)}，共 ${formatDuration(ends - begins)}`,
    channelOf(state) === 'hall' && `跑动 ${state.trips} 次`,
    kindsSaid(state).map(([, words]) => words).join('，'),
    state.reached && `办理结果：${resultOf(state)}（${wordOf(REACHED, state.reached)}）`,
    ...listed('问题', '个', problems.map((id) => `${category(id)}：${said(id)}`)),
    ...listed('需求', '条', needs.map(said)),
  ].filter(Boolean).join('\n');
}
