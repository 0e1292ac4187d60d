/** A decoded picture, upright, and a place to draw on. */

export interface Picture {
  source: CanvasImageSource;
  width: number;
  height: number;
  /** Frees the decoded pixels; a phone has room for one or two. */
  release(): void;
}

/** Decodes; rejects when this browser cannot (HEIC, a text file, out of memory). */
export async function openPicture(bytes: ArrayBuffer): Promise<Picture> {
  const blob = new Blob([bytes]);
  try {
    // The option is spelled out: its default differed between browsers, and then photos lie on their side.
    const bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
    return { source: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() };
  } catch {
    return openElement(blob);
  }
}

/** Safari's createImageBitmap refuses some files (and, once, this option) that its <img> can show. */
async function openElement(blob: Blob): Promise<Picture> {
  const url = URL.createObjectURL(blob);
  const image = new Image();
  const release = () => {
    URL.revokeObjectURL(url);
    image.src = '';
  };
  try {
    image.src = url;
    await image.decode();
    if (image.naturalWidth === 0) throw new Error('empty picture');
    return { source: image, width: image.naturalWidth, height: image.naturalHeight, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** A JPEG of `canvas`; rejects when the browser gives none. */
export function jpegOf(canvas: HTMLCanvasElement, quality: number): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob?.type === 'image/jpeg' ? resolve(blob.arrayBuffer()) : reject(new Error('no JPEG'))),
      'image/jpeg',
      quality,
    );
  });
}
