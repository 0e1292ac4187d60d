/** What a file's first bytes say of it: its kind, if it is one that the server takes as it comes (pictures/developing.py, FORMATS). */

const KINDS: [shape: RegExp, type: string][] = [
  [/^\xff\xd8\xff/, 'image/jpeg'], [/^\x89PNG/, 'image/png'], [/^GIF8/, 'image/gif'], [/^RIFF[^]{4}WEBP/, 'image/webp'],
  // HEIC and AVIF lie in the same box as films, and are told apart by the brands in it.
  [/^[^]{4}ftyp[^]*(?:he[iv][cxms]|m[is]f1|avi[fs])/, 'image/heif'],
];
const LOOKED_AT = 64;

/** '' when it is none of them: a text, a film, half a download. */
export function pictureType(bytes: ArrayBuffer): string {
  const head = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(LOOKED_AT, bytes.byteLength)));
  return KINDS.find(([shape]) => shape.test(head))?.[1] ?? '';
}
