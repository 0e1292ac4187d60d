/** When a picture itself says that it was taken: EXIF's DateTimeOriginal, in whatever container (JPEG, HEIC, PNG, WebP). */

/** How EXIF begins, little- and big-endian, whatever lies around it. */
const BEGINNINGS = [[0x49, 0x49, 0x2a, 0, 8, 0, 0, 0], [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8]];
const STAR = 0x2a;
const FIRST = 8;
const [EXIF, ORIGINAL, DIGITIZED, ZONE] = [0x8769, 0x9003, 0x9004, 0x9011];
/** Cameras write down no zone of their own, or the one they stand in; all of China has one. */
const SHANGHAI = '+08:00';

/** In ms; null when it says nothing, or nothing that is a time. */
export function takenAt(bytes: ArrayBuffer): number | null {
  try {
    const view = exifIn(bytes);
    if (!view) return null;
    const texts = textsOf(view, numberOf(view, FIRST, EXIF));
    const [, day, time] = /^(\d{4}\D\d\d\D\d\d)\D(\d\d:\d\d:\d\d)/.exec(texts(ORIGINAL) || texts(DIGITIZED)) ?? [];
    const [zone] = /^[+-]\d\d:\d\d/.exec(texts(ZONE)) ?? [SHANGHAI];
    return day ? Date.parse(`${day.replace(/\D/g, '-')}T${time}${zone}`) || null : null;
  } catch {
    // Cut off or made up: it points beyond its end.
    return null;
  }
}

interface View { data: DataView; little: boolean }

function exifIn(bytes: ArrayBuffer): View | null {
  const all = new Uint8Array(bytes);
  for (let star = all.indexOf(STAR); star >= 0; star = all.indexOf(STAR, star + 1)) {
    for (const beginning of BEGINNINGS) {
      const from = star - beginning.indexOf(STAR);
      if (from >= 0 && beginning.every((byte, place) => all[from + place] === byte)) {
        return { data: new DataView(bytes, from), little: beginning === BEGINNINGS[0] };
      }
    }
  }
  return null;
}

/** Where a directory at `from` tells of `tag`; -1 if it does not. */
function placeOf({ data, little }: View, from: number, tag: number): number {
  const most = data.getUint16(from, little);
  for (let place = from + 2; place < from + 2 + 12 * most; place += 12) if (data.getUint16(place, little) === tag) return place;
  return -1;
}

function numberOf(view: View, from: number, tag: number): number {
  const place = placeOf(view, from, tag);
  return place < 0 ? 0 : view.data.getUint32(place + 8, view.little);
}

/** Of the directory at `from` (0: there is none), the texts. */
const textsOf = (view: View, from: number) => (tag: number): string => {
  const place = from ? placeOf(view, from, tag) : -1;
  if (place < 0) return '';
  const [length, start] = [4, 8].map((step) => view.data.getUint32(place + step, view.little)) as [number, number];
  return String.fromCharCode(...new Uint8Array(view.data.buffer, view.data.byteOffset + start, Math.min(length, 20)));
};
