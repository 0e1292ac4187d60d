/** Canvases: made, emptied, and turned into JPEG. */

export interface Size { width: number; height: number }

/** Width and height with the long edge at most `edge`; never enlarged, never 0. */
export function fit({ width, height }: Size, edge: number): Size {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A canvas of that size with the source drawn over `part` of it, or all. */
export function drawn(source: CanvasImageSource, size: Size, part: Size = size): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = Object.assign(document.createElement('canvas'), size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, part.width, part.height);
  return [canvas, context];
}

/** Safari keeps canvas memory until the size is 0. */
export function empty(canvas: HTMLCanvasElement): void {
  canvas.width = 0;
  canvas.height = 0;
}

/**
 * A JPEG of `canvas` as base64; throws when the browser gives none. Not by toBlob: Chromium encodes there when it has
 * nothing else to do, which after some touches was never (7 s a try).
 */
export function jpegOf(canvas: HTMLCanvasElement, quality: number): string {
  const [kind, text] = canvas.toDataURL('image/jpeg', quality).split(',');
  if (kind !== 'data:image/jpeg;base64' || !text) throw new Error('no JPEG');
  return text;
}

export const decodedLength = (text: string): number => (text.length * 3) / 4;

export const decoded = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
