/** Characters that a row shows of a text; people seldom write more. */
export const SHORT = 160;

/** At most `SHORT` characters, the last one 「…」 if some are missing. */
export const shortened = (text: string): string => (text.length > SHORT ? `${[...text.slice(0, SHORT)].slice(0, -1).join('')}…` : text);
