/** The pipeline with a pretended decoder and canvas; real pictures are the browser's part (tests/e2e). */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sha256Hex } from '../../../static/client/journal/index';
import { fit } from '../../../static/client/photo/canvas';
import type { Mark } from '../../../static/client/photo/marks';
import { forget, openShot, readyPhoto } from '../../../static/client/photo/photo';
import { takenAt } from '../../../static/client/photo/exif';
import { whenWords } from '../../../static/client/photo/when';
import { exif } from './exif';
import { LONG_EDGE } from '../../../static/client/photo/sizes';

interface Drawn { width: number; height: number; quality: number; black: string }

const world = globalThis as unknown as Record<string, unknown>;
let drawn: Drawn[] = [];
let decoding = 0;
let mostDecoding = 0;
let closed = 0;
/** Of the picture; 12 million pixels are decoded at once. */
let pixels = [4000, 3000];
/** JPEG bytes per megapixel at quality 1. */
let detail = 100_000;
let blank = false;
let undrawable = false;

function canvas() {
  let black = '';
  const context = {
    fillStyle: '',
    drawImage: (source: { black?: string }) => { black += source.black ?? ''; },
    fillRect: (...box: number[]) => { if (context.fillStyle === '#000') black += `[${box}]`; },
    getImageData: () => ({ data: [0, 0, 0, blank ? 0 : 255] }),
    measureText: (text: string) => ({ width: text.length * 70 }),
    fillText: () => undefined,
    beginPath: () => undefined,
    lineTo: () => undefined,
    closePath: () => undefined,
    stroke: () => undefined,
    fill: () => undefined,
  };
  const made = {
    width: 0,
    height: 0,
    get black() { return black; },
    getContext: () => context,
    toDataURL(type: string, quality: number) {
      if (undrawable) return 'data:,';
      drawn.push({ width: made.width, height: made.height, quality, black });
      const bytes = Math.round((made.width * made.height * detail * quality) / 1e6);
      return `data:${type};base64,${Buffer.alloc(bytes).toString('base64')}`;
    },
  };
  return made;
}

/** What shows its size once it is told where the picture is. */
class PretendedImage {
  naturalWidth = pixels[0];
  naturalHeight = pixels[1];
  onload = () => undefined;
  onerror = () => undefined;
  set src(url: string) {
    if (url) setImmediate(() => this.onload());
  }
}

const bitmap = async (_: Blob, options: object) => {
  assert.deepEqual(options, { imageOrientation: 'from-image' });
  mostDecoding = Math.max(mostDecoding, ++decoding);
  await new Promise((next) => setImmediate(next));
  return { width: pixels[0], height: pixels[1], close: () => (closed++, decoding--) };
};

beforeEach(() => {
  [drawn, decoding, mostDecoding, closed, pixels, detail, blank, undrawable] = [[], 0, 0, 0, [4000, 3000], 100_000, false, false];
  world.document = { createElement: canvas };
  world.Image = PretendedImage;
  world.createImageBitmap = bitmap;
});

afterEach(() => {
  for (const name of ['document', 'Image', 'createImageBitmap', 'ImageDecoder']) delete world[name];
});

/** How every JPEG begins: what follows is for the pretended decoder to make of. */
const JPEG = new Uint8Array([0xff, 0xd8, 0xff]);
const file = (content = 'camera', lastModified = 1234) => new File([JPEG, content], 'a.jpg', { type: 'image/jpeg', lastModified });
const kept = async (what: File, marks: Mark[] = [], words: string[] = []) => readyPhoto(await openShot(what, true), marks, words);
const cover: Mark = { tool: 'cover', x: 100, y: 100, to_x: 300, to_y: 200 };
const arrow: Mark = { tool: 'arrow', x: 10, y: 10, to_x: 90, to_y: 90 };

test('a camera picture is no longer than its edge and gets a thumbnail', async () => {
  const shot = await openShot(file(), true);
  const photo = await readyPhoto(shot, [], []);
  assert.deepEqual([photo.width, photo.height, photo.rewritten, shot.taken_at], [LONG_EDGE, 0.75 * LONG_EDGE, true, 1234]);
  assert.equal(photo.sha256, await sha256Hex(photo.bytes));
  assert.deepEqual(drawn.map(({ width }) => width), [LONG_EDGE, 240]);
  assert.ok(photo.thumb!.byteLength > 0);
  assert.equal(closed, 1);
});

test('a picture full of detail loses quality first, then size, until about 400 KB', async () => {
  detail = 300_000;
  const photo = await kept(file());
  assert.ok(photo.bytes.byteLength <= 400 * 1024);
  assert.equal(photo.width, Math.round(LONG_EDGE * 0.8));
  assert.deepEqual(drawn.slice(0, 4).map(({ quality }) => quality), [0.85, 0.75, 0.65, 0.85]);
});

test('one that cannot be made so small is kept as small as it gets', async () => {
  detail = 5_000_000;
  const photo = await kept(file());
  assert.equal(photo.width, Math.round(LONG_EDGE * 0.64));
  assert.equal(photo.rewritten, true);
});

test('pictures are decoded one at a time', async () => {
  await Promise.all([openShot(file('a'), true), openShot(file('b'), false), openShot(file('c'), false)]);
  assert.deepEqual([mostDecoding, closed], [1, 3]);
});

test('a picture of more pixels is decoded smaller, the frame by way of a bitmap, and both are freed', async () => {
  pixels = [6048, 8064];
  let ended = 0;
  world.ImageDecoder = class {
    constructor(asked: { desiredWidth: number; desiredHeight: number; type: string }) {
      assert.deepEqual([asked.desiredWidth, asked.desiredHeight, asked.type], [2 * LONG_EDGE, 2 * LONG_EDGE, 'image/jpeg']);
    }
    decode = async () => ({ image: { rotation: 90, close: () => ended++ } });
    close = () => ended++;
  };
  world.createImageBitmap = async (_: unknown, { resizeWidth, resizeHeight }: { resizeWidth: number; resizeHeight: number }) =>
    ({ width: resizeWidth, height: resizeHeight, close: () => closed++ });
  const photo = await kept(file());
  assert.deepEqual([photo.width, photo.height, ended, closed], [0.75 * LONG_EDGE, LONG_EDGE, 2, 1]);
});

test('where there is no such decoder, or it cannot say how the phone was held, the <img> is drawn', async () => {
  pixels = [8064, 6048];
  world.createImageBitmap = () => assert.fail('all 48 million pixels at once');
  assert.equal((await kept(file())).width, LONG_EDGE);
  world.ImageDecoder = class {
    decode = async () => ({ image: { close: () => undefined } });
    close = () => undefined;
  };
  assert.equal((await kept(file())).width, LONG_EDGE);
});

for (const [what, spoil] of [
  ['cannot be opened', () => (world.Image = class { set src(url: string) { if (url) setImmediate(() => (this as unknown as { onerror(): void }).onerror()); } })],
  ['has no size', () => (pixels = [0, 0])],
  ['comes out blank', () => (blank = true)],
  ['meets no canvas', () => (world.document = { createElement: () => ({ getContext: () => null }) })],
  ['gives no JPEG', () => (undrawable = true)],
] as const) {
  test(`a picture that ${what} is kept as it came`, async () => {
    spoil();
    const photo = await kept(file('original'));
    assert.equal(new TextDecoder().decode(photo.bytes.slice(JPEG.length)), 'original');
    assert.deepEqual([photo.rewritten, photo.thumb, photo.width], [false, null, 0]);
    assert.equal((await kept(file('next'))).sha256.length, 64);
  });

  test(`a picture that ${what} is never kept as it came once something on it was covered`, async () => {
    spoil();
    await assert.rejects(kept(file('original'), [cover]), { name: 'SaveFailed', reason: 'not_covered' });
  });
}

test('what was covered is black in the photo and in its thumbnail, and the scene can be drawn on again', async () => {
  const shot = await openShot(file(), true);
  await readyPhoto(shot, [arrow, cover], []);
  assert.deepEqual(drawn.map(({ width, black }) => [width, black]), [[LONG_EDGE, '[97,97,206,106]'], [240, '[97,97,206,106]']]);
  drawn = [];
  await readyPhoto(shot, [], []);
  assert.deepEqual(drawn.map(({ black }) => black), ['', '']);
  forget(shot);
  assert.deepEqual([shot.scene!.width, shot.scene!.height], [0, 0]);
});

test('a picture one pixel wide has a thumbnail of its own all the same', async () => {
  pixels = [1, 2000];
  await kept(file());
  assert.deepEqual(drawn.map(({ width, height }) => [width, height]), [[1, 2000], [1, 240]]);
});

test('a strip of words is below the picture', async () => {
  const [plain, written] = [await kept(file()), await kept(file(), [], ['11月25日 周三 14:32 · 取号排队', '企业养老保险'])];
  assert.deepEqual([plain.height, plain.width], [0.75 * LONG_EDGE, LONG_EDGE]);
  assert.ok(written.height > plain.height + 150 && written.width === plain.width);
});

test('a file that reads as nothing is refused in words', async () => {
  await assert.rejects(openShot(new File([], 'a.jpg'), true), { name: 'SaveFailed', reason: 'unreadable' });
  const dead = Object.assign(file(), { arrayBuffer: () => Promise.reject(new Error('gone')) });
  await assert.rejects(openShot(dead, true), /重新拍一张/);
});

const undecodable = () => { world.Image = class { set src(url: string) { if (url) setImmediate(() => (this as unknown as { onerror(): void }).onerror()); } }; };

test('whose time it is: the phone\'s for a picture just taken, else the picture\'s own, else only the file\'s', async () => {
  const time = async (bytes: BlobPart, camera = false) => {
    const { taken_at, clock } = await openShot(new File([JPEG, bytes], 'a.jpg', { lastModified: 1234 }), camera);
    return [taken_at, clock];
  };
  const at = Date.parse('2020-01-02T03:04:05+08:00');
  for (const little of [true, false]) {
    assert.deepEqual(await time(exif(little, { 0x9003: '2020:01:02 03:04:05' })), [at, 'picture']);
    assert.deepEqual(await time(exif(little, { 0x9004: '2020:01:02 03:04:05' })), [at, 'picture']);
    assert.deepEqual(await time(exif(little, { 0x9003: '2020:01:02 03:04:05', 0x9011: '+09:00' })), [at - 3_600_000, 'picture']);
    for (const none of ['0000:00:00 00:00:00', '    :  :     :  :  ', '2020', '2020:13:45 99:99:99']) {
      assert.deepEqual(await time(exif(little, { 0x9003: none })), [1234, 'file'], none);
    }
    const whole = exif(little, { 0x9003: '2020:01:02 03:04:05' });
    for (let cut = 0; cut < whole.length - 20; cut++) assert.equal(takenAt(whole.slice(0, cut).buffer), null);
    assert.deepEqual(await time(whole, true), [1234, 'phone']);
  }
  assert.deepEqual(await time('no exif'), [1234, 'file']);
});

test('the strip names that time with its year, and corrects only what this phone\'s clock has made', () => {
  const taken_at = Date.parse('2020-01-02T03:04:05+08:00');
  const words = (clock: 'phone' | 'picture' | 'file', offset: number | null) => whenWords({ taken_at, clock }, offset);
  assert.deepEqual(words('picture', 3_600_000), ['照片自带时间 2020年1月2日 周四 03:04']);
  assert.deepEqual(words('file', null), ['文件时间 2020年1月2日 周四 03:04']);
  assert.deepEqual(words('phone', 3_600_000), ['2020年1月2日 周四 04:04']);
  assert.deepEqual(words('phone', null), ['2020年1月2日 周四 03:04', '手机时间未核对']);
  assert.deepEqual(whenWords({ taken_at: null, clock: 'file' }, 0), []);
});

test('what is no picture is refused at once, whatever it is called; a HEIC that cannot be shown here is kept', async () => {
  undecodable();
  const named = (...bytes: BlobPart[]) => new File(bytes, 'a.jpg', { type: 'image/jpeg' });
  const film = '\0\0\0\x18ftypqt  \0\0\0\0qt  mp42';
  for (const no of ['<!doctype html>', '%PDF-1.7', film, 'BM', 'RIFF1234WAVE']) {
    await assert.rejects(openShot(named(no), false), { name: 'SaveFailed', reason: 'no_picture' }, no);
  }
  const heic = ['\0\0\0\x18ftypheic\0\0\0\0mif1heic', '\0\0\0\x1cftypmif1\0\0\0\0mif1heic', '\0\0\0\x1cftypavif\0\0\0\0'];
  for (const yes of [...heic, 'GIF89a', 'RIFF1234WEBP']) assert.equal((await openShot(named(yes), false)).scene, null, yes);
});

test('nothing is enlarged, and nothing becomes 0 px', () => {
  assert.deepEqual(fit({ width: 300, height: 200 }, 2048), { width: 300, height: 200 });
  assert.deepEqual(fit({ width: 20_000, height: 3 }, 2048), { width: 2048, height: 1 });
});
