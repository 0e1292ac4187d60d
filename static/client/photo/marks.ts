/** Black rectangles and arrows, in the pixels of the scene they lie on; the same shapes on the screen and in what is kept. */
import type { Size } from './canvas';

export interface Mark {
  tool: 'cover' | 'arrow';
  x: number;
  y: number;
  /** The corner across, or the arrow's point. */
  to_x: number;
  to_y: number;
}

export interface Box extends Size { x: number; y: number }

/** Scaling down mixes neighbours: what lies just beside the line a thumb drew is covered as well. */
const MARGIN = 3;

/** What a mark covers, in whole pixels. */
export function boxOf({ x, y, to_x, to_y }: Mark): Box {
  const [left, top] = [Math.floor(Math.min(x, to_x)) - MARGIN, Math.floor(Math.min(y, to_y)) - MARGIN];
  const [right, bottom] = [Math.ceil(Math.max(x, to_x)) + MARGIN, Math.ceil(Math.max(y, to_y)) + MARGIN];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The corners of an arrow `thick` px wide. */
export function cornersOf({ x, y, to_x, to_y }: Mark, thick: number): [number, number][] {
  const length = Math.hypot(to_x - x, to_y - y) || 1;
  const [along, across] = [(to_x - x) / length, (to_y - y) / length];
  const neck = Math.max(0, length - 4 * thick);
  const corner = (far: number, aside: number): [number, number] =>
    [x + along * far - across * aside * thick, y + across * far + along * aside * thick];
  return [corner(0, 0.5), corner(neck, 0.5), corner(neck, 1.8), corner(length, 0), corner(neck, -1.8), corner(neck, -0.5), corner(0, -0.5)];
}

export const thickOn = ({ width, height }: Size): number => Math.max(2, Math.max(width, height) / 110);
export const COVER = '#000';
export const ARROW = '#d4001a';
/** Around an arrow, so that it is seen on red as well. */
export const RIM = '#fff';

/** A tap, or a jerk of the thumb, is a mark of a useful size around that point. */
export function sized(mark: Mark, { width, height }: Size): Mark {
  if (Math.hypot(mark.to_x - mark.x, mark.to_y - mark.y) > Math.max(width, height) / 50) return mark;
  const [wide, high] = [width / 8, height / 20];
  return mark.tool === 'cover'
    ? { ...mark, x: mark.x - wide, y: mark.y - high, to_x: mark.x + wide, to_y: mark.y + high }
    : { ...mark, x: mark.x - wide, y: mark.y + wide, to_x: mark.x, to_y: mark.y };
}

/** For good: nothing of what is under a covering mark is left in the canvas. */
export function paint(context: CanvasRenderingContext2D, marks: Mark[], size: Size): void {
  const thick = thickOn(size);
  // Arrows on top: a cover drawn later must not hide what points at it, and nothing uncovers.
  for (const mark of [...marks].sort((a, b) => Number(a.tool === 'arrow') - Number(b.tool === 'arrow'))) {
    if (mark.tool === 'cover') {
      const { x, y, width, height } = boxOf(mark);
      context.fillStyle = COVER;
      context.fillRect(x, y, width, height);
      continue;
    }
    context.beginPath();
    for (const [x, y] of cornersOf(mark, thick)) context.lineTo(x, y);
    context.closePath();
    context.lineWidth = thick / 2;
    context.strokeStyle = RIM;
    context.stroke();
    context.fillStyle = ARROW;
    context.fill();
  }
}
