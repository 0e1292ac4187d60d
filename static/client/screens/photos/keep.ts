/** One picture from memory onto the disk, as the entry of a walk. */
import type { Mark } from '../../photo/marks';
import { readyPhoto, type Shot } from '../../photo/photo';
import { save, type Beside } from '../../live/saving';

export const RESTRICTED: [string, string][] = [['restricted', '授权材料，只给本人和联络员看']];

export interface About {
  caption: string;
  /** The entry it hangs on, or null. */
  of: string | null;
  restricted: boolean;
}

/** What an entry says of a photo that shows what was put right: it hangs on nothing, and is for all who read that. */
export interface Evidence { caption: string; saw: string }

interface Made {
  marks: Mark[];
  /** Of the strip below the picture; none: no strip. */
  words: string[];
}

/** False leaves `failure` on the screen; rejects with `Told` when the picture cannot be made. `id`: two of the same picture are two. */
export async function keepShot(
  walk: string, shot: Shot, { marks, words }: Made, about: About | Evidence, beside: Beside = {}, id?: string,
): Promise<boolean> {
  const { width, height, rewritten, ...photo } = await readyPhoto(shot, marks, words);
  const data = {
    sha256: photo.sha256, bytes: photo.bytes.byteLength, width, height,
    // When a file was written is no time at which a picture was taken.
    taken_at: shot.clock === 'file' ? null : shot.taken_at,
    ...about, redacted: marks.some(({ tool }) => tool === 'cover'),
  };
  // Done on the server by the desk's rules, and not to be taken back from here.
  if ('saw' in about) return save(walk, [{ kind: 'evidence', data }], { ...beside, photos: [photo] });
  const many = beside.together?.length ?? 0;
  const said = many > 0 ? `${many + 1} 张照片已存下` : '照片已存下';
  return save(walk, [{ kind: 'photo', ...(id && { id }), data }],
    { ...beside, photos: [photo], undo: words.length > 0 && !rewritten ? `${said}，这种格式加不上说明条` : said });
}
