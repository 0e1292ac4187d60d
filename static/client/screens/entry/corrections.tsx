/** What of each kind can be corrected besides its time, and how that is asked. */
import type { EntryState } from '../../journal/index';
import { corrected, openingOf, shown, untouched, type Said } from '../../facts/opening';
import { FIELDS, SEVERITIES, wordOf } from '../../facts/words';
import { typed, type DraftForm } from '../../live/draft';
import { Chips, options, TextField } from '../../kit/field';
import { SessionFields, WalkFields } from '../../parts/opening_fields';
import { Category } from '../findings/problem';

/** Null is what is recorded, also when somebody else changes it meanwhile: what was typed here stays. */
export interface Correction extends Said {
  time: string | null; text: string | null; category: string | null; severity: string | null; reason: string;
}

export const nothingYet = (): Correction => ({ ...untouched(), time: null, text: null, category: null, severity: null, reason: '' });

/** The one field of each kind that is typed, and so mistyped. */
const TYPED: Record<string, string> = {
  problem: 'text', need: 'text', note: 'text', ticket: 'number', photo: 'caption', material: 'name',
  intermediary: 'name', outcome: 'reason', check: 'note',
};

const recorded = ({ fields }: EntryState, field: string): string => String(fields[field] ?? '');

/** Of the entry's data, the fields that become others. */
export function changesOf(entry: EntryState, said: Correction): Record<string, unknown> {
  if (entry.kind === 'open') return corrected(entry.fields, shown(said, openingOf(entry.fields)));
  const { text, category, severity } = said;
  const field = TYPED[entry.kind];
  const other = (name: string, value: string | null): boolean => value !== null && value !== recorded(entry, name);
  return {
    ...(field && other(field, text) && { [field]: text?.trim() }),
    ...(entry.kind === 'problem' && other('category', category) && { category }),
    ...(entry.kind === 'problem' && other('severity', severity) && { severity: Number(severity) }),
  };
}

export function CorrectedFields({ form, entry }: { form: DraftForm<Correction>; entry: EntryState }) {
  const field = TYPED[entry.kind];
  if (entry.kind === 'open') {
    const Fields = entry.fields['as'] === 'counter' ? SessionFields : WalkFields;
    return <Fields form={form} now={openingOf(entry.fields)} at={entry.time} />;
  }
  if (!field) return null;
  return (
    <>
      <TextField id="amend-text" label={`改${wordOf(FIELDS, field)}`} long={field === 'text'}
        {...typed(form, 'text', recorded(entry, field))} />
      {entry.kind === 'problem' && (
        <>
          <Category stage={recorded(entry, 'stage')} {...typed(form, 'category', recorded(entry, 'category'))} />
          <Chips legend="影响" name="severity" options={options(SEVERITIES)} layout="even"
            {...typed(form, 'severity', recorded(entry, 'severity'))} />
        </>
      )}
    </>
  );
}
