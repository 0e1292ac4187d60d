/** Redraws a picture smaller. What is redrawn has no EXIF, no place, no thumbnail of what was cut away. */
import { jpegOf, type Picture } from './picture';

export interface Shrunk {
  bytes: ArrayBuffer;
  width: number;
  height: number;
}

const QUALITIES = [0.85, 0.75, 0.65];
/** When quality alone does not do it: what a paper's small print still survives. */
const EDGES = [1, 0.8, 0.64];

/** Width and height with the long edge at most `edge`; never enlarged, never 0. */
export function fit(width: number, height: number, edge: number): { width: number; height: number } {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** JPEG of at most `edge` px, the best of a few tries that is at most `aim` bytes, else the smallest. */
export async function shrink(picture: Picture, edge: number, aim: number): Promise<Shrunk> {
  let least: Shrunk | null = null;
  for (const part of EDGES) {
    const size = fit(picture.width, picture.height, Math.round(edge * part));
    const canvas = draw(picture, size);
    try {
      for (const quality of QUALITIES) {
        const bytes = await jpegOf(canvas, quality);
        if (!least || bytes.byteLength < least.bytes.byteLength) least = { bytes, ...size };
        if (bytes.byteLength <= aim) return { bytes, ...size };
      }
    } finally {
      // Safari keeps canvas memory until the size is 0.
      canvas.width = 0;
      canvas.height = 0;
    }
  }
  return least!;
}

function draw(picture: Picture, size: { width: number; height: number }): HTMLCanvasElement {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture.source, 0, 0, size.width, size.height);
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
