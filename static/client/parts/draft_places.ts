/** Where a form stands, and what it is called, from its draft's key. */
import { formOf } from '../store/drafts';
import { to } from '../live/route';

/** The last part of a draft's key that has a word. */
const WORDS: Record<string, string> = {
  problem: '记问题', need: '记需求', note: '记一笔', material: '材料', outcome: '办理结果', intermediary: '中介服务', checklist: '要素说明', holder: '可由哪里共享',
  ticket: '排队号', case: '叫号', named: '号码和事项', photo: '照片说明', paper: '授权材料', check: '照片说明', amend: '更正', conflict: '两种说法',
  later: '补记', pause: '暂停原因', suspend: '停表原因',
};

/** Most keys are their screen's own hash; these are not. */
const PLACES: [shape: RegExp, hash: string][] = [
  [/^(ticket|case)$/, ''], [/^suspend$/, 'more'], [/^(amend|conflict)\//, 'entry/'],
  [/^material$/, 'particulars/materials'], [/^outcome$/, 'particulars/outcome'], [/^intermediary$/, 'particulars/broker'],
  [/^checklist\/.*/, 'particulars/checklist'], [/^holder\/.*/, 'particulars/materials'], [/^([\da-f]{8}-[^/]+)(\/named)?/, 'case/$1'],
];

/** [the form's name, its hash] for the draft of a walk's form. */
export function placeOf(key: string): [string, string] {
  const [, walk = '', ...parts] = formOf(key).split('/');
  const named = [...parts].reverse().map((part) => WORDS[part]).find(Boolean);
  const hash = PLACES.reduce((rest, [shape, there]) => rest.replace(shape, there), parts.join('/'));
  return [named ?? '', to('walk', walk, ...hash.split('/').filter(Boolean))];
}
