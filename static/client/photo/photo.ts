/** From the camera's file to what is kept: smaller, without EXIF or place, hashed. */
import { sha256Hex } from '../journal/index';
import { SaveFailed } from '../store/failure';
import type { PhotoBytes } from '../store/store';
import { openPicture, type Picture } from './picture';
import { shrink } from './shrink';

/** A photo ready for `store.record(walk, [{kind: 'photo', data}], [photo])`. */
export interface ReadyPhoto extends PhotoBytes {
  /** Of the kept picture in pixels; 0 when the phone could not read it. */
  width: number;
  height: number;
  /** The file's own time in ms (camera or gallery), or null. */
  taken_at: number | null;
  /** False when the phone could not shrink it: the original bytes, which the server will rewrite. */
  rewritten: boolean;
}

export const LONG_EDGE = 2048;
export const THUMB_EDGE = 240;
const AIM_BYTES = 400 * 1024;
const THUMB_BYTES = 24 * 1024;
/** A decoder that neither answers nor fails must not hold the next photo for ever. */
const PATIENCE_MS = 15_000;

let last: Promise<unknown> = Promise.resolve();

/**
 * At most 2048 px on the long edge and about 400 KB of JPEG; one photo at a time, however many are asked for,
 * because a decoded picture takes up to 200 MB. Never refuses a picture it cannot read; rejects only with
 * `SaveFailed` when the file itself cannot be read.
 */
export async function readyPhoto(file: File): Promise<ReadyPhoto> {
  // At once, before any waiting: on iOS the handle dies after a while and then reads as 0 bytes (movim#1621).
  const original = await file.arrayBuffer().catch(() => null);
  if (!original || original.byteLength === 0) throw new SaveFailed('unreadable');
  const turn = last.then(() => ready(original, file.lastModified || null));
  last = turn.catch(() => undefined);
  return turn;
}

async function ready(original: ArrayBuffer, taken_at: number | null): Promise<ReadyPhoto> {
  const small = await inTime(smaller(original)).catch(() => null);
  const bytes = small?.bytes ?? original;
  return {
    sha256: await sha256Hex(bytes),
    bytes,
    thumb: small?.thumb ?? null,
    width: small?.width ?? 0,
    height: small?.height ?? 0,
    taken_at,
    rewritten: small !== null,
  };
}

async function smaller(original: ArrayBuffer) {
  const picture: Picture = await openPicture(original);
  try {
    const kept = await shrink(picture, LONG_EDGE, AIM_BYTES);
    const thumb = await shrink(picture, THUMB_EDGE, THUMB_BYTES).catch(() => null);
    return { ...kept, thumb: thumb?.bytes ?? null };
  } finally {
    picture.release();
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
