/**
 * From the camera's file to what is kept: smaller, without EXIF or place, covered where its owner covered it, hashed.
 * Until `readyPhoto` is done the picture is in memory only (docs/decisions/0014).
 */
import { sha256Hex } from '../journal/index';
import { SaveFailed } from '../store/failure';
import type { PhotoBytes } from '../store/kept';
import { pictureType } from '../store/photos/picture_type';
import { drawn, empty } from './canvas';
import { takenAt } from './exif';
import { paint, type Mark } from './marks';
import { openPicture } from './picture';
import { sceneOf } from './scene';
import { shrink } from './shrink';
import { AIM_BYTES, LONG_EDGE, THUMB_BYTES, THUMB_EDGE } from './sizes';
import { stripOf } from './strip';

/** A picture in memory. Whoever has opened it forgets it again. */
export interface Shot {
  /** As it will be kept, but for its marks; null when this phone cannot read it. */
  scene: HTMLCanvasElement | null;
  original: ArrayBuffer;
  /** In ms, or null. */
  taken_at: number | null;
  /** Who says so: this phone, for a picture just taken; the picture itself (EXIF); or only its file, written when it was saved or sent. */
  clock: 'phone' | 'picture' | 'file';
}

/** A photo ready for `store.record(walk, [{kind: 'photo', data}], [photo])`. */
export interface ReadyPhoto extends PhotoBytes {
  /** Of the kept picture in pixels; 0 when the phone could not read it. */
  width: number;
  height: number;
  /** False when the phone could not shrink it: the original bytes, which the server will rewrite. */
  rewritten: boolean;
}

/** A decoder that neither answers nor fails must not hold the next photo for ever. */
const PATIENCE_MS = 15_000;

let last: Promise<unknown> = Promise.resolve();

/** One at a time, however many are asked for. Rejects only with `SaveFailed`, when the file cannot be read or is no picture. */
export async function openShot(file: File, camera: boolean): Promise<Shot> {
  // At once, before any waiting: on iOS the handle dies after a while and then reads as 0 bytes (movim#1621).
  const original = await file.arrayBuffer().catch(() => null);
  if (!original || original.byteLength === 0) throw new SaveFailed('unreadable');
  const turn = last.then(() => inTime(toScene(original)).catch(() => null));
  last = turn;
  const scene = await turn;
  // What neither the browser can draw nor the server would take is refused while its owner still stands there.
  if (!scene && !pictureType(original)) throw new SaveFailed('no_picture');
  return { scene, original, ...timeOf(original, file.lastModified, camera) };
}

function timeOf(original: ArrayBuffer, written: number, camera: boolean): Pick<Shot, 'taken_at' | 'clock'> {
  if (camera) return { taken_at: written || Date.now(), clock: 'phone' };
  const own = takenAt(original);
  return own === null ? { taken_at: written || null, clock: 'file' } : { taken_at: own, clock: 'picture' };
}

async function toScene(original: ArrayBuffer): Promise<HTMLCanvasElement> {
  const picture = await openPicture(original, LONG_EDGE);
  try {
    return sceneOf(picture, LONG_EDGE);
  } finally {
    picture.release();
  }
}

export function forget({ scene }: Shot): void {
  if (scene) empty(scene);
}

/**
 * At most LONG_EDGE px on the long edge and about 400 KB of JPEG, with `marks` and a strip of `words` under it. What cannot
 * be made smaller is kept as it came, unless it has marks: then it is `SaveFailed`, and nothing is kept.
 */
export async function readyPhoto({ scene, original }: Shot, marks: Mark[], words: string[]): Promise<ReadyPhoto> {
  const small = scene && (await inTime(smaller(scene, marks, words)).catch(() => null));
  if (!small && marks.length > 0) throw new SaveFailed('not_covered');
  const bytes = small?.bytes ?? original;
  return {
    sha256: await sha256Hex(bytes),
    bytes,
    thumb: small?.thumb ?? null,
    width: small?.width ?? 0,
    height: small?.height ?? 0,
    rewritten: small !== null,
  };
}

async function smaller(scene: HTMLCanvasElement, marks: Mark[], words: string[]) {
  const canvas = marks.length + words.length > 0 ? marked(scene, marks, words) : scene;
  try {
    const kept = await shrink(canvas, LONG_EDGE, AIM_BYTES);
    // From the same canvas: what is covered in one size is covered in every size.
    const thumb = await shrink(canvas, THUMB_EDGE, THUMB_BYTES).catch(() => null);
    return { ...kept, thumb: thumb?.bytes ?? null };
  } finally {
    if (canvas !== scene) empty(canvas);
  }
}

function marked(scene: HTMLCanvasElement, marks: Mark[], words: string[]): HTMLCanvasElement {
  const { width, height } = scene;
  const strip = stripOf(words, width);
  const [canvas, context] = drawn(scene, { width, height: height + strip.height }, { width, height });
  paint(context, marks, { width, height });
  strip.write(context, height);
  return canvas;
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('too slow')), PATIENCE_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
