import { momentOf } from '../../facts/dates';
import { matterNamed } from '../../facts/counter';
import { categoryWord } from '../../facts/entry_words';
import {
  BROKER_TAGS, CASE_EVENTS, CHANNELS, MODES, NEEDS, PROOF_TAGS, RATINGS, RESULTS, SEVERITIES, STAGES, VERDICTS, wordOf,
} from '../../facts/words';
import { catalogue } from '../../live/walks';

const TAGS = { ...PROOF_TAGS, ...BROKER_TAGS };
const CODED: Record<string, Record<string, string>> = {
  mode: MODES, channel: CHANNELS, severity: SEVERITIES, stage: STAGES, result: RESULTS, verdict: VERDICTS, level: RATINGS,
  from: NEEDS, event: CASE_EVENTS,
};

/** What a field says, in an amendment or in a choice between two. */
export function valueWords(field: string, value: unknown): string {
  if (field === 'at' && typeof value === 'number') return momentOf(value);
  if (field === 'void') return value ? '划去' : '保留';
  if ((value ?? '') === '') return '（空）';
  if (field === 'matter') return matterNamed(catalogue.value, value)?.name ?? String(value);
  if (field === 'category') return categoryWord(catalogue.value, value);
  if (field === 'delegation') return delegationWords(value as { for?: string; ref?: string });
  if (Array.isArray(value)) return value.map((one) => wordOf(TAGS, one)).join('、') || '（空）';
  if (CODED[field]) return wordOf(CODED[field], value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const delegationWords = ({ for: behalf, ref }: { for?: string; ref?: string }): string =>
  [behalf, ref].filter(Boolean).join('；') || '（空）';
