import { momentOf } from '../../facts/dates';

/** What a field says, in an amendment or in a choice between two. */
export function valueWords(field: string, value: unknown): string {
  if (field === 'at' && typeof value === 'number') return momentOf(value);
  if (field === 'void') return value ? '划去' : '保留';
  if (value === null || value === undefined || value === '') return '（空）';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
