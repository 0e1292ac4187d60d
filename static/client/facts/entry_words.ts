/** One line that says what an entry is. Pure. */
import type { EntryState, WalkState } from '../journal/index';
import { itemNamed, stepNamed, UNCLASSIFIED, type Catalogue } from './catalogue';
import { matterNamed } from './counter';
import { categoryOf, type Handled } from './handling';
import {
  BROKER_TAGS, CASE_EVENTS, CHANNELS, ENTRY_KINDS, MODES, NEEDS, PROOF_TAGS, RATINGS, RESULTS, SEVERITIES, VERDICTS, wordOf,
} from './words';

const words = (value: unknown): string => String(value ?? '');
const join = (...parts: (string | false | undefined)[]): string => parts.filter(Boolean).join(' · ');

export const categoryWord = (catalogue: Catalogue, code: unknown): string =>
  catalogue.categories.find((one) => one.category === code)?.name ?? (words(code) || UNCLASSIFIED);

const counted = (value: unknown, unit: string): string => (words(value) === '' ? '' : `${words(value)}${unit}`);

const tagWords = (tags: unknown, from: Record<string, string>): string =>
  Array.isArray(tags) ? tags.map((tag) => wordOf(from, tag)).join('、') : '';

/** What kind of line it is, as its first word: a step reads as its own name. */
export function kindWord(entry: EntryState, { begins }: WalkState, catalogue: Catalogue): string {
  const { step, stage } = entry.fields;
  if (entry.kind === 'stage') return stepNamed(catalogue, begins, step) ?? words(step ?? stage);
  return wordOf(ENTRY_KINDS, entry.kind);
}

/** `told`: what became of it on the desk, where it is a problem. */
export function entryWords(entry: EntryState, { begins }: WalkState, catalogue: Catalogue, told?: Handled): string {
  const f = entry.fields;
  switch (entry.kind) {
    case 'open':
      return join(f['mode'] ? wordOf(MODES, f['mode']) : '', f['as'] !== 'counter' && wordOf(CHANNELS, f['channel']),
        words(f['window']), words(f['place']));
    case 'ticket': return join(counted(f['number'], ' 号'), counted(f['ahead'], ' 人在前'));
    case 'material':
      return join(words(f['name']), f['listed'] === false && '清单外', tagWords(f['tags'], PROOF_TAGS),
        words(f['shareable_from']) && `可向${words(f['shareable_from'])}共享取得`, words(f['note']));
    case 'intermediary':
      return join(words(f['name']), counted(f['fee'], ' 元'), counted(f['days'], ' 天'),
        tagWords(f['tags'], BROKER_TAGS), words(f['note']));
    case 'outcome': return join(wordOf(RESULTS, f['result']), words(f['reason']));
    case 'check':
      return join(itemNamed(catalogue, begins, f['item']) ?? words(f['item']), wordOf(VERDICTS, f['verdict']), words(f['note']));
    case 'problem':
      return join(categoryWord(catalogue, categoryOf(f['category'], told)), wordOf(SEVERITIES, f['severity']), words(f['text']));
    case 'need': return join(wordOf(NEEDS, f['from']), words(f['text']));
    case 'note': return words(f['text']);
    case 'photo': return words(f['caption']);
    case 'rating': return wordOf(RATINGS, f['level']);
    case 'case':
      return join(wordOf(CASE_EVENTS, f['event']), counted(f['ticket'], ' 号'), matterNamed(catalogue, f['matter'])?.name,
        words(f['note']));
    case 'finish': return words(f['summary']);
    default: return words(f['reason']);
  }
}
