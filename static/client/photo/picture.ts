/** A picture opened, upright, to be drawn from. */
import { fit, type Size } from './canvas';

export interface Picture extends Size {
  source: HTMLImageElement | ImageBitmap;
  release(): void;
}

/** Of a camera's usual 12 million pixels all are decoded, 48 MB, and freed at once. */
const ALL_AT_ONCE = 16e6;

/**
 * Opens, at least `edge` px long if it is; rejects when this browser cannot (HEIC, a text file). An <img> knows how large
 * the picture is before anything is decoded. 48 million pixels decoded whole take 200 MB and more; an <img> drawn from
 * is decoded smaller, but stays in the browser's cache: so it comes last (docs/decisions/0014).
 */
export async function openPicture(bytes: ArrayBuffer, edge: number): Promise<Picture> {
  const blob = new Blob([bytes]);
  const url = URL.createObjectURL(blob);
  const image = new Image();
  const release = () => {
    URL.revokeObjectURL(url);
    image.src = '';
  };
  try {
    await new Promise((done, fail) => {
      image.onload = done;
      image.onerror = fail;
      image.src = url;
    });
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width === 0) throw new Error('empty picture');
    const bitmap = await (width * height > ALL_AT_ONCE ? smaller(bytes, { width, height }, edge) : whole(blob)).catch(() => null);
    if (!bitmap) return { source: image, width, height, release };
    release();
    return { source: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() };
  } catch (error) {
    release();
    throw error;
  }
}

// The option is spelled out: its default differed between browsers, and then photos lie on their side.
const whole = (blob: Blob): Promise<ImageBitmap> => createImageBitmap(blob, { imageOrientation: 'from-image' });

/**
 * A JPEG by its own decoder, where there is one that says how the phone was held. By way of a bitmap: a frame that is
 * drawn from stays in the browser's cache, as an <img> does.
 */
async function smaller(data: ArrayBuffer, upright: Size, edge: number): Promise<ImageBitmap> {
  const decoder = new ImageDecoder({ data, type: 'image/jpeg', desiredWidth: edge * 2, desiredHeight: edge * 2 });
  const { image } = await decoder.decode();
  try {
    if (!('rotation' in image)) throw new Error('no rotation');
    const { width, height } = fit(upright, edge);
    return await createImageBitmap(image, { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' });
  } finally {
    image.close();
    decoder.close();
  }
}
