/** One line that says what an entry is. Pure. */
import type { EntryState } from '../journal/index';
import type { Catalogue } from './catalogue';
import { matterNamed } from './counter_facts';
import {
  BROKER_TAGS, CASE_EVENTS, ENTRY_KINDS, NEEDS, PROOF_TAGS, RATINGS, RESULTS, SEVERITIES, VERDICTS, wordOf,
} from './words';

const words = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const join = (...parts: (string | false | undefined)[]): string => parts.filter(Boolean).join(' · ');

function stepWord(catalogue: Catalogue, step: unknown, stage: unknown): string {
  const all = Object.values(catalogue.templates).flat();
  return all.find((one) => one.step === step)?.name ?? words(step ?? stage);
}

export const categoryWord = (catalogue: Catalogue, code: unknown): string =>
  catalogue.categories.find((one) => one.category === code)?.name ?? words(code);

const checkWord = (catalogue: Catalogue, item: unknown): string =>
  catalogue.checklist.flatMap((group) => group.items).find((one) => one.item === item)?.name ?? words(item);

const counted = (value: unknown, unit: string): string => (words(value) === '' ? '' : `${words(value)}${unit}`);

const tagWords = (tags: unknown, from: Record<string, string>): string =>
  Array.isArray(tags) ? tags.map((tag) => wordOf(from, tag)).join('、') : '';

/** What kind of line it is, as its first word: a step reads as its own name. */
export function kindWord(entry: EntryState, catalogue: Catalogue): string {
  if (entry.kind === 'stage') return stepWord(catalogue, entry.fields['step'], entry.fields['stage']);
  return wordOf(ENTRY_KINDS, entry.kind);
}

export function lineOf(entry: EntryState, catalogue: Catalogue): string {
  const f = entry.fields;
  switch (entry.kind) {
    case 'open': return words(f['place']);
    case 'ticket': return join(counted(f['number'], ' 号'), counted(f['ahead'], ' 人在前'));
    case 'material':
      return join(words(f['name']), f['listed'] === false && '清单外', tagWords(f['tags'], PROOF_TAGS), words(f['note']));
    case 'intermediary':
      return join(words(f['name']), counted(f['fee'], ' 元'), counted(f['days'], ' 天'),
        tagWords(f['tags'], BROKER_TAGS), words(f['note']));
    case 'outcome': return join(wordOf(RESULTS, f['result']), words(f['reason']));
    case 'check': return join(checkWord(catalogue, f['item']), wordOf(VERDICTS, f['verdict']), words(f['note']));
    case 'problem':
      return join(categoryWord(catalogue, f['category']), wordOf(SEVERITIES, f['severity']), words(f['text']));
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
