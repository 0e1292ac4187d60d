/** How a picture lies on its stage: grown, and moved so that it still covers what it can. */
import type { Size } from './canvas';

export interface Zoom { scale: number; x: number; y: number }
export type Point = [x: number, y: number];

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
/** Small print of a notice on a wall, photographed from across the hall. */
const MOST = 8;

/** Grown by `factor` about a point of the stage, which goes to `there`. */
export function zoomed({ scale, x, y }: Zoom, factor: number, [left, top]: Point, there: Point, stage: Size): Zoom {
  const grown = Math.min(MOST, Math.max(1, scale * factor));
  const inside = (at: number, room: number): number => Math.min(0, Math.max(room * (1 - grown), at)) || 0;
  return {
    scale: grown,
    x: inside(there[0] - ((left - x) / scale) * grown, stage.width),
    y: inside(there[1] - ((top - y) / scale) * grown, stage.height),
  };
}
