/** Pictures on their way from the camera or the album: opened one by one, covered if wished, kept, and forgotten. */
import { useEffect, useSignal } from '../../signal/hooks';
import type { Signal } from '../../signal/signal';
import type { Mark } from '../../photo/marks';
import { forget, openShot, type Shot } from '../../photo/photo';
import { messageOf } from '../../store/failure';
import { dropChosen, putChosen, readChosen, takeChosen } from '../../live/chosen';
import { failure, tell, type Beside } from '../../live/saving';
import { expectShot, lostShot, pendingShot, shotDone } from '../../live/shot';
import { chosen, jobOf, type Job } from './job';
import type { About } from './keep';

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
  about: () => About;
  keep: (shot: Shot, marks: Mark[], about: About, beside: Beside) => Promise<boolean>;
  /** After the last, when at least one was kept. */
  done: () => Promise<void>;
}

/** One that waits for its turn: the key of its draft, or the file itself where no draft may be or has room. */
type Waiting = string | File;

const NOT_YET = '还没有存下：';

/** `key` says where the pictures will hang: a sheet that comes back finds its picture again. */
export function useTaking(key: string, { cover, about, keep, done }: Ways): Taking {
  const busy = useSignal('');
  const job = jobOf(key);
  useEffect(() => {
    if (job.peek()) failure.value = null;
    void expectShot(job.peek() !== null, job.peek()?.left);
    void takeChosen().then((left) => { if (left.length > 0) void all(left, about(), false, false); });
    return () => {
      lostShot.value = '';
      if (job.peek()) failure.value = '刚拍的照片还没有存下，点「拍照」接着遮挡，再点「存下」。';
      else void shotDone();
    };
  }, []);

  /** True once it is kept; null if it is not wanted; false when it was to be kept at once and could not be. */
  const through = async (
    shot: Shot, said: string, left: number | null, kept: (marks: Mark[]) => Promise<boolean>,
  ): Promise<boolean | null> => {
    if (left === null) return kept([]);
    for (;;) {
      busy.value = '';
      await expectShot(true, left);
      const marks = await chosen(job, shot, left);
      if (!marks) return null;
      busy.value = said;
      try {
        if (await kept(marks)) return true;
      } catch (error) {
        tell(error);
      }
    }
  };
  /** One after another. What is no picture is passed over, and told when the others are kept. */
  const all = async (files: Waiting[], words: About, camera: boolean, covering: boolean): Promise<void> => {
    const kept: string[] = [];
    const refused: string[] = [];
    let left = false;
    try {
      for (const [place, file] of files.entries()) {
        const said = busy.value = `${NOT_YET}正在存第 ${place + 1} 张，共 ${files.length} 张……`;
        const draft = typeof file === 'string' ? { held: () => ({ draft: file, mark: undefined }) } : covering && pendingShot;
        const picture = await opened(file, words, camera).catch((error: unknown) => { refused.push(messageOf(error)); return null; });
        if (!picture) continue;
        const { shot } = picture;
        try {
          const wanted = await through(shot, said, covering ? files.length - place : null,
            (marks) => keep(shot, marks, picture.about, { together: kept, ...(draft && { draft }) }));
          if (wanted === false) return;
          if (covering && place + 1 < files.length) await expectShot(true, files.length - place - 1);
        } finally {
          job.value = null;
          forget(shot);
        }
      }
      left = kept.length > 0;
      if (left) await done();
      if (refused[0]) failure.value = `${files.length > 1 ? `选了 ${files.length} 个，有 ${refused.length} 个没有存。` : ''}${refused[0]}`;
    } catch (error) {
      tell(error);
    } finally {
      busy.value = '';
      // What was not kept was told; only a page that is closed finds its drafts again.
      for (const file of files) if (typeof file === 'string') await dropChosen(file);
      if (!left) void expectShot(false);
    }
  };
  const take = async (event: Event, camera: boolean): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same picture chosen again after a failure must count as a change.
    input.value = '';
    if (files.length === 0) return;
    const covering = cover();
    const origin = { hash: location.hash, camera, about: about() };
    busy.value = `${NOT_YET}正在读取 ${files.length} 张……`;
    if (covering) await expectShot(true, files.length);
    const waiting: Waiting[] = [];
    for (const file of files) waiting.push((!covering && await putChosen(file, origin)) || file);
    await all(waiting, origin.about, camera, covering);
  };
  return { busy, job, take };
}

/** Null when another tab has kept it meanwhile. Rejects when it cannot be read or is no picture. */
async function opened(file: Waiting, about: About, camera: boolean): Promise<{ shot: Shot; about: About } | null> {
  if (typeof file !== 'string') return { shot: await openShot(file, camera), about };
  const kept = await readChosen<About>(file);
  return kept && { shot: await openShot(new File([kept.bytes], '', { lastModified: kept.at }), kept.camera), about: kept.about };
}
