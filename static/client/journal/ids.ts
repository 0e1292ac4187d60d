/** Names and fingerprints of entries, with what Chromium 90 and Safari 15.4 have. */

import type { Id } from './entry';

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** The instant and 74 random bits; crypto.randomUUID is younger than our browsers, and has no time in it. */
export function uuid7(now: number, random: Uint8Array): Id {
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, 16));
  let rest = Math.max(0, Math.floor(now));
  for (let place = 5; place >= 0; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const text = hex(bytes);
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}

/** A new uuid7, lower case. Serves entries, walks, cases and pages. */
export function newEntryId(now: number = Date.now()): Id {
  return uuid7(now, crypto.getRandomValues(new Uint8Array(16)));
}

/** SHA-256 as hex; a string is taken as its UTF-8 bytes. */
export async function sha256Hex(content: ArrayBuffer | Uint8Array | string): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as BufferSource)));
}

/** HMAC-SHA256 of a text's UTF-8 bytes, as hex; the key is hex too. */
export async function hmacHex(key: string, text: string): Promise<string> {
  const raw = Uint8Array.from(key.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const secret = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return hex(new Uint8Array(await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(text))));
}

/** A secret of 32 random bytes, as hex. */
export const newSecret = (): string => hex(crypto.getRandomValues(new Uint8Array(32)));

/** The chain after an entry: sha256 of (previous chain hex + hash hex); the first previous chain is "". */
export function chainOf(previousChain: string, hash: string): Promise<string> {
  return sha256Hex(previousChain + hash);
}
