/** The picture at the size it is kept in. Everything kept is made from it: what is covered here is covered in every size. */
import { drawn, fit } from './canvas';
import type { Picture } from './picture';

/** At most `edge` px long. What is redrawn has no EXIF, no place, no thumbnail of what was cut away. */
export function sceneOf({ source, width, height }: Picture, edge: number): HTMLCanvasElement {
  const size = fit({ width, height }, edge);
  const [canvas, context] = drawn(source, size);
  if (isBlank(context, size)) throw new Error('blank picture');
  // JPEG has no transparency: a screenshot's clear parts become paper, not black.
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  return canvas;
}

/** Out of memory, browsers draw nothing and say nothing: nine transparent points mean that (canvases start so). */
function isBlank(context: CanvasRenderingContext2D, { width, height }: { width: number; height: number }): boolean {
  for (const across of [0.1, 0.5, 0.9]) {
    for (const down of [0.1, 0.5, 0.9]) {
      const [, , , alpha] = context.getImageData(Math.floor(width * across), Math.floor(height * down), 1, 1).data;
      if (alpha !== 0) return false;
    }
  }
  return true;
}
