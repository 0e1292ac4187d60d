/** JPEG of about a wanted size. */
import { decoded, drawn, empty, fit, jpegOf, decodedLength, type Size } from './canvas';

export interface Shrunk extends Size {
  bytes: ArrayBuffer;
}

const QUALITIES = [0.85, 0.75, 0.65];
/** When quality alone does not do it: what a paper's small print still survives. */
const EDGES = [1, 0.8, 0.64];

/** JPEG of at most `edge` px, the best of a few tries that is at most `aim` bytes, else the smallest. */
export async function shrink(picture: HTMLCanvasElement, edge: number, aim: number): Promise<Shrunk> {
  let least = { text: '', width: 0, height: 0 };
  tries: for (const part of EDGES) {
    const size = fit(picture, Math.round(edge * part));
    // No copy of what has the right size: each is 12 MB.
    const canvas = size.width === picture.width && size.height === picture.height ? picture : drawn(picture, size)[0];
    try {
      for (const quality of QUALITIES) {
        const text = jpegOf(canvas, quality);
        if (!least.text || text.length < least.text.length) least = { text, ...size };
        if (decodedLength(text) <= aim) break tries;
        // A thumb and the clock get their turn between two tries.
        await new Promise((next) => setTimeout(next));
      }
    } finally {
      if (canvas !== picture) empty(canvas);
    }
  }
  const { text, ...size } = least;
  return { bytes: decoded(text), ...size };
}
