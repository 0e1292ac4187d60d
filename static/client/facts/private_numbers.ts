/** Numbers that nobody needs here: identity cards, mobile phones, bank cards (product rule 5). Whatever paper masks
 *  (zlc/documents/masking.py) is found, and a little more: an identity card whose check digit or day is mistyped. */
export interface Found { kind: '身份证号' | '手机号' | '银行卡号'; text: string; masked: string }
type Group = { begins: number; ends: number };
type Kind = [kind: Found['kind'], ends: number] | null;

const LEAST = 11;
const LONGEST = 19;
const MANY_DIGITS = /\p{Nd}(?:[^\p{L}\p{N}_]{0,3}\p{Nd}){10}/u; // most texts have not, and need no closer look
const DAY = /(^|[^\d-]|(?:^|\D)-)((?:19|20)\d\d-(?:0?[1-9]|1[0-2])-(?:0?[1-9]|[12]\d|3[01]))(?!\d)/g;
const PHONE = /^(86|0086)?1[3-9]\d{9}$/;
const IDENTITY = /^[1-9]\d{5}(18|19|20)\d{9}[\dX]$/;
// 15 digits have no check digit: the province and the day of birth must do.
const OLD_IDENTITY = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{6}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}$/;
// What begins with a year (2026 …) is an acceptance number.
const CARD = /^(?=3|4|5|6|81|9558|22[2-9]|2[3-6]|27[01]|2720)\d{16,19}$/;
const MONEY = /^(\.\d+)?\s*[万亿]*[元圆]/;

/** Every private number, in the order of the text; in half or full width, with blanks and dashes inside. */
export function privateNumbers(text: string): Found[] {
  if (!MANY_DIGITS.test(text)) return [];
  const characters = [...text];
  const plain = characters.map(plainOf).join('').replace(DAY, (_, before: string, day: string) => before + '_'.repeat(day.length));
  const found: Found[] = [];
  for (const run of plain.matchAll(/\d+(?:[ -]{1,3}\d+)*/g)) {
    const groups = groupsOf(run[0], run.index!);
    for (let n = 0; n < groups.length; n++) {
      const { begins } = groups[n]!;
      const [last, kind] = longest(plain, groups, n);
      n = last;
      if (!kind) continue;
      const digits = plain.slice(begins, kind[1]).replace(/[ -]/g, '');
      const text = characters.slice(begins, kind[1]).join('');
      found.push({ kind: kind[0], text, masked: `${digits.slice(0, 3)}****${digits.slice(-4)}` });
    }
  }
  return found;
}

const groupsOf = (run: string, from: number): Group[] =>
  [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ begins: from + index!, ends: from + index! + digits.length }));

/** One character for one: a digit of whatever script as 0-9, what is seen as a blank or not at all as a blank, any dash as -. */
function plainOf(character: string): string {
  if (/[ -~]/.test(character)) return character;
  if (/\p{Nd}/u.test(character)) return digitOf(character.codePointAt(0)!);
  if (/[\p{Zs}\p{Cf}\t]/u.test(character)) return ' ';
  if (/[\p{Pd}−]/u.test(character)) return '-';
  return /[Ｘｘ]/.test(character) ? 'X' : character.length > 1 ? '_' : character;
}

/** A script's ten digits begin at a code that ends in 0 or in 6; but for the mathematical ones, which follow one another. */
function digitOf(code: number): string {
  if (code > 0xffff && code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  const first = code - (code % 16);
  return String(/\p{Nd}/u.test(String.fromCodePoint(first)) ? code - first : code - first - 6);
}

/** The last group and the kind of the longest stretch of groups that is one number, from the group `first` on. */
function longest(plain: string, groups: Group[], first: number): [number, Kind] {
  let found: [number, Kind] = [first, null];
  let digits = '';
  for (let last = first; last < groups.length; last++) {
    digits += plain.slice(groups[last]!.begins, groups[last]!.ends);
    if (digits.length > LONGEST) break;
    const kind = digits.length < LEAST ? null : kindOf(plain, groups.slice(first, last + 1), digits);
    if (kind) found = [last, kind];
  }
  return found;
}

function kindOf(plain: string, groups: Group[], digits: string): Kind {
  const { begins } = groups[0]!;
  const { ends } = groups[groups.length - 1]!;
  const x = digits.length === 17 ? /^[ -]{0,3}[Xx](?![0-9A-Za-z])/.exec(plain.slice(ends)) : null;
  if (IDENTITY.test(x ? `${digits}X` : digits)) return ['身份证号', ends + (x ? x[0].length : 0)];
  const inThousands = groups.length > 1 && groups.every((one, n) => (n ? one.ends - one.begins === 3 : one.ends - one.begins <= 3));
  if (inThousands || MONEY.test(plain.slice(ends)) || /[¥￥]$/.test(plain.slice(0, begins))) return null;
  if (PHONE.test(digits)) return ['手机号', ends];
  if (/[0-9A-Za-z]$/.test(plain.slice(0, begins))) return null; // a document's number: 「GB11643…」
  if (OLD_IDENTITY.test(digits)) return ['身份证号', ends];
  return CARD.test(digits) && luhn(digits) ? ['银行卡号', ends] : null;
}

/** The check of ISO/IEC 7812 keeps acceptance numbers, which are as long, from being taken for cards. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighted = Number(digit) * (place % 2 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** The text as it may leave the phone. */
export const masked = (text: string): string =>
  privateNumbers(text).reduce((rest, found) => rest.split(found.text).join(found.masked), text);

/** The text without one of them. */
export const without = (text: string, found: Found): string => text.split(found.text).join('');
