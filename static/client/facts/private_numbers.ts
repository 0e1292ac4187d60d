/** Numbers that nobody needs here: identity cards, mobile phones, bank cards (product rule 5). */
export interface Found { kind: '身份证号' | '手机号' | '银行卡号'; text: string; masked: string }

/** Every run of digits that looks private, in the order of the text. Spaces and dashes inside count as one run. */
export function privateNumbers(text: string): Found[] {
  const runs = text.match(/\d(?:[ -]?[\dXx])*/g) ?? [];
  return runs.flatMap((run) => {
    const kind = kindOf(run.replace(/[ -]/g, ''));
    return kind ? [{ kind, text: run, masked: `${run.slice(0, 3)}****${run.slice(-4)}` }] : [];
  });
}

function kindOf(digits: string): Found['kind'] | null {
  if (/^[1-9]\d{5}(19|20)\d{9}[\dXx]$/.test(digits)) return '身份证号';
  if (/^(86)?1[3-9]\d{9}$/.test(digits)) return '手机号';
  return /^\d{16,19}$/.test(digits) && luhn(digits) ? '银行卡号' : null;
}

/** The check of ISO/IEC 7812 keeps acceptance numbers, which are as long, from being taken for cards. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const weighted = Number(digit) * (place % 2 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return sum % 10 === 0;
}

/** The text without one of them. */
export const without = (text: string, found: Found): string => text.split(found.text).join('');
