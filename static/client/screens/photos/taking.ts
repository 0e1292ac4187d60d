/** Pictures on their way from the camera or the album: opened one by one, covered if wished, kept, and forgotten. */
import { useEffect, useSignal } from '../../signal/hooks';
import type { Signal } from '../../signal/signal';
import type { Mark } from '../../photo/marks';
import { forget, openShot, type Shot } from '../../photo/photo';
import { failure, tell } from '../../live/saving';
import { expectShot, lostShot, shotDone } from '../../live/shot';
import { chosen, jobOf, type Job } from './job';

export interface Taking {
  /** What is being done, in words; '': nothing. */
  busy: Signal<string>;
  /** The picture that is being covered. */
  job: Signal<Job | null>;
  /** All files of an input, in turn. */
  take: (event: Event, camera: boolean) => Promise<void>;
}

interface Ways {
  /** Whether a picture is shown to be covered before it is kept. */
  cover: () => boolean;
  keep: (shot: Shot, marks: Mark[]) => Promise<boolean>;
  /** After the last, when at least one was kept. */
  done: () => Promise<void>;
}

/** `key` says where the pictures will hang: a sheet that comes back finds its picture again. */
export function useTaking(key: string, { cover, keep, done }: Ways): Taking {
  const busy = useSignal('');
  const job = jobOf(key);
  useEffect(() => {
    if (job.peek()) failure.value = null;
    void expectShot(job.peek() !== null);
    return () => {
      lostShot.value = false;
      if (job.peek()) failure.value = '刚拍的照片还没有存下，点「拍照」接着遮挡，再点「存下」。';
      else void shotDone();
    };
  }, []);

  /** True once it is kept; null if it is not wanted; false when it was to be kept at once and could not be. */
  const through = async (shot: Shot, said: string): Promise<boolean | null> => {
    const covering = cover();
    for (;;) {
      busy.value = covering ? '' : said;
      const marks = covering ? await chosen(job, shot) : [];
      if (!marks) return null;
      busy.value = said;
      try {
        const kept = await keep(shot, marks);
        if (kept || !covering) return kept;
      } catch (error) {
        if (!covering) throw error;
        tell(error);
      }
    }
  };
  /** How many of them were kept; null when one could not be. */
  const all = async (files: File[], camera: boolean): Promise<number | null> => {
    let kept = 0;
    for (const [place, file] of files.entries()) {
      const said = `正在存第 ${place + 1} 张，共 ${files.length} 张……`;
      busy.value = said;
      const shot = await openShot(file, camera);
      try {
        const wanted = await through(shot, said);
        if (wanted === false) return null;
        if (wanted) kept += 1;
      } finally {
        job.value = null;
        forget(shot);
      }
    }
    return kept;
  };
  const take = async (event: Event, camera: boolean): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same picture chosen again after a failure must count as a change.
    input.value = '';
    try {
      if (await all(files, camera)) await done();
    } catch (error) {
      tell(error);
    } finally {
      busy.value = '';
    }
  };
  return { busy, job, take };
}
