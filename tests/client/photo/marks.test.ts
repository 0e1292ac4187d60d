/** Shapes of marks, and where the words under a picture break. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOf, cornersOf, sized, type Mark } from '../../../static/client/photo/marks';
import { broken } from '../../../static/client/photo/strip';

const mark = (tool: Mark['tool'], x: number, y: number, to_x: number, to_y: number): Mark => ({ tool, x, y, to_x, to_y });
const scene = { width: 2000, height: 1000 };

test('a cover is the same whichever corner it was drawn from, and never smaller than what was drawn', () => {
  const drawn = boxOf(mark('cover', 10.4, 20.6, 30.2, 50));
  assert.deepEqual(drawn, boxOf(mark('cover', 30.2, 50, 10.4, 20.6)));
  assert.ok(drawn.x <= 7.4 && drawn.y <= 17.6 && drawn.x + drawn.width >= 33.2 && drawn.y + drawn.height >= 53);
});

test('a tap covers a place of a useful size around it; what was drawn stays as it was drawn', () => {
  const { x, y, width, height } = boxOf(sized(mark('cover', 500, 500, 503, 501), scene));
  assert.ok(width > 400 && height > 80 && x < 500 && y < 500 && x + width > 500 && y + height > 500);
  const drawn = mark('cover', 500, 500, 700, 540);
  assert.equal(sized(drawn, scene), drawn);
  const pointed = sized(mark('arrow', 500, 500, 500, 500), scene);
  assert.deepEqual([pointed.to_x, pointed.to_y], [500, 500]);
  assert.ok(pointed.x < 500 && pointed.y > 500);
});

test('an arrow ends where the thumb did', () => {
  const corners = cornersOf(mark('arrow', 100, 100, 400, 500), 10);
  assert.deepEqual(corners[3]!.map(Math.round), [400, 500]);
  assert.ok(corners.every(([x, y]) => Number.isFinite(x) && Number.isFinite(y)));
  assert.ok(cornersOf(mark('arrow', 5, 5, 5, 5), 10).flat().every(Number.isFinite), 'even one of no length');
});

test('words break anywhere, keep every letter, and end after four lines', () => {
  const fits = (line: string) => line.length <= 5;
  assert.deepEqual(broken(['取号排队', '企业养老保险关系'], fits), ['取号排队', '企业养老保', '险关系']);
  const long = broken(['一'.repeat(99)], fits);
  assert.equal(long.length, 4);
  assert.ok(long[3]!.endsWith('…') && long.every(fits));
  assert.deepEqual(broken([], fits), []);
});
