/** The pipeline with a pretended decoder and canvas; real pictures are the browser's part (tests/e2e). */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import { sha256Hex } from '../../../static/client/journal/index';
import { readyPhoto } from '../../../static/client/photo/photo';
import { fit } from '../../../static/client/photo/shrink';

interface Drawn { width: number; height: number; quality: number }

const world = globalThis as unknown as Record<string, unknown>;
let drawn: Drawn[] = [];
let decoding = 0;
let mostDecoding = 0;
let closed = 0;
/** JPEG bytes per megapixel at quality 1. */
let detail = 100_000;
let blank = false;

function canvas() {
  const made = {
    width: 0,
    height: 0,
    getContext: () => ({
      drawImage: () => undefined,
      fillRect: () => undefined,
      getImageData: () => ({ data: [0, 0, 0, blank ? 0 : 255] }),
    }),
    toBlob(take: (blob: Blob) => void, type: string, quality: number) {
      drawn.push({ width: made.width, height: made.height, quality });
      const bytes = Math.round((made.width * made.height * detail * quality) / 1e6);
      take(new Blob([new Uint8Array(bytes)], { type }));
    },
  };
  return made;
}

beforeEach(() => {
  [drawn, decoding, mostDecoding, closed, detail, blank] = [[], 0, 0, 0, 100_000, false];
  world.document = { createElement: canvas };
  world.createImageBitmap = async (_: Blob, options: object) => {
    assert.deepEqual(options, { imageOrientation: 'from-image' });
    mostDecoding = Math.max(mostDecoding, ++decoding);
    await new Promise((next) => setImmediate(next));
    return { width: 4000, height: 3000, close: () => (closed++, decoding--) };
  };
});

afterEach(() => {
  delete world.document;
  delete world.createImageBitmap;
});

const file = (content = 'camera', lastModified = 1234) => new File([content], 'a.jpg', { type: 'image/jpeg', lastModified });

test('a camera picture becomes at most 2048 px and gets a thumbnail', async () => {
  const photo = await readyPhoto(file());
  assert.deepEqual([photo.width, photo.height, photo.rewritten, photo.taken_at], [2048, 1536, true, 1234]);
  assert.equal(photo.sha256, await sha256Hex(photo.bytes));
  assert.deepEqual(drawn.map(({ width }) => width), [2048, 240]);
  assert.ok(photo.thumb!.byteLength > 0);
  assert.equal(closed, 1);
});

test('a picture full of detail loses quality first, then size, until about 400 KB', async () => {
  detail = 300_000;
  const photo = await readyPhoto(file());
  assert.ok(photo.bytes.byteLength <= 400 * 1024);
  assert.equal(photo.width, Math.round(2048 * 0.8));
  assert.deepEqual(drawn.slice(0, 4).map(({ quality }) => quality), [0.85, 0.75, 0.65, 0.85]);
});

test('one that cannot be made so small is kept as small as it gets', async () => {
  detail = 5_000_000;
  const photo = await readyPhoto(file());
  assert.equal(photo.width, Math.round(2048 * 0.64));
  assert.equal(photo.rewritten, true);
});

test('pictures are decoded one at a time', async () => {
  await Promise.all([readyPhoto(file('a')), readyPhoto(file('b')), readyPhoto(file('c'))]);
  assert.deepEqual([mostDecoding, closed], [1, 3]);
});

for (const [what, spoil] of [
  ['cannot be decoded', () => (world.createImageBitmap = () => Promise.reject(new Error('HEIC')))],
  ['comes out blank', () => (blank = true)],
  ['meets no canvas', () => delete world.document],
] as const) {
  test(`a picture that ${what} is kept as it came`, async () => {
    spoil();
    const photo = await readyPhoto(file('original'));
    assert.equal(new TextDecoder().decode(photo.bytes), 'original');
    assert.deepEqual([photo.rewritten, photo.thumb, photo.width], [false, null, 0]);
    assert.equal((await readyPhoto(file('next'))).sha256.length, 64);
  });
}

test('a file that reads as nothing is refused in words', async () => {
  await assert.rejects(readyPhoto(file('')), { name: 'SaveFailed', reason: 'unreadable' });
  const dead = Object.assign(file(), { arrayBuffer: () => Promise.reject(new Error('gone')) });
  await assert.rejects(readyPhoto(dead), /重新拍一张/);
});

test('nothing is enlarged, and nothing becomes 0 px', () => {
  assert.deepEqual(fit(300, 200, 2048), { width: 300, height: 200 });
  assert.deepEqual(fit(20_000, 3, 2048), { width: 2048, height: 1 });
});
