/**
 * Marks of direction (U+202E …) turn the words after them round and are not seen themselves: each is shown as what it is, 「〈U+202E〉」.
 * The same as zlc/documents/direction.py.
 */
export const directed = (text: string): string =>
  text.replace(/\p{Bidi_C}/gu, (mark) => `〈${escape(mark).replace('%u', 'U+')}〉`);
