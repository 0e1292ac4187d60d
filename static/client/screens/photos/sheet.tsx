/** 「拍照」: from the camera or the album; smaller, cleaned, covered if wished, and on the disk before it is shown. */
import { useEffect, useRef, useSignal } from '../../signal/hooks';
import { forget, openShot, readyPhoto, type Shot } from '../../photo/photo';
import type { Mark } from '../../photo/marks';
import { catalogue, type WalkView } from '../../live/walks';
import { momentOf } from '../../facts/dates';
import { typed, useDraft } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { Tags, TextField } from '../../kit/field';
import { CameraIcon } from '../../kit/icons';
import { PhotoEdit } from './edit';
import { chosen, jobOf } from './job';
import { useWishes, Wishes } from './wishes';
import { leave, route } from '../../live/route';
import { failure, save, tell } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { session } from '../../live/session';
import { Sheet } from '../../kit/sheet';
import { expectShot, lostShot, shotDone } from '../../live/shot';
import { stageNow, stepName, titleOf } from '../../facts/walk';

export const RESTRICTED: [string, string][] = [['restricted', '授权材料，只给本人和联络员看']];

interface Props {
  view: WalkView;
  parent: string;
  /** The problem the photo belongs to, or null. */
  of: string | null;
  /** It is the paper that a 代理办 rests on: restricted, whatever else. */
  paper?: boolean;
}

export function PhotoSheet({ view, parent, of, paper = false }: Props) {
  const { walk, state } = view;
  // By its own place: words meant for a problem's photo are not those of another one's.
  const place = useRef(route.peek().join('/')).current!;
  const form = useDraft(place,
    () => ({ caption: paper ? '授权材料' : '', restricted: paper }));
  const { caption, restricted } = form.value.value;
  const wishes = useWishes();
  const busy = useSignal('');
  const job = jobOf(`${walk}/${of}`);
  useEffect(() => {
    if (job.peek()) failure.value = null;
    void expectShot(job.peek() !== null);
    return () => {
      lostShot.value = false;
      if (job.peek()) failure.value = '刚拍的照片还没有存下，点「拍照」接着遮挡，再点「存下」。';
      else void shotDone();
    };
  }, []);

  const keepOne = async (shot: Shot, marks: Mark[], words: string[]): Promise<boolean> => {
    const { width, height, rewritten, ...photo } = await readyPhoto(shot, marks, words);
    const data = {
      sha256: photo.sha256, bytes: photo.bytes.byteLength, width, height, taken_at: shot.taken_at,
      caption, of, redacted: marks.some(({ tool }) => tool === 'cover'), restricted,
    };
    const plain = words.length > 0 && !rewritten;
    return save(walk, [{ kind: 'photo', data }],
      { photos: [photo], undo: plain ? '照片已存下，这种格式加不上说明条' : '照片已存下' });
  };
  /** True once it is kept; null if it is not wanted; false when it was to be kept at once and could not be. */
  const through = async (shot: Shot, said: string): Promise<boolean | null> => {
    const cover = wishes.peek().includes('cover');
    for (;;) {
      busy.value = cover ? '' : said;
      const marks = cover ? await chosen(job, shot) : [];
      if (!marks) return null;
      busy.value = said;
      const words = wishes.peek().includes('strip') ? wordsOf(view, shot) : [];
      try {
        const kept = await keepOne(shot, marks, words);
        if (kept || !cover) return kept;
      } catch (error) {
        if (!cover) throw error;
        tell(error);
      }
    }
  };
  const keep = async (event: Event, camera: boolean): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same picture chosen again after a failure must count as a change.
    input.value = '';
    let kept = 0;
    try {
      for (const [place, file] of files.entries()) {
        const said = `正在存第 ${place + 1} 张，共 ${files.length} 张……`;
        busy.value = said;
        const shot = await openShot(file, camera);
        try {
          const done = await through(shot, said);
          if (done === false) return;
          if (done) kept += 1;
        } finally {
          job.value = null;
          forget(shot);
        }
      }
      if (kept === 0) return;
      await form.drop();
      leave(parent);
    } catch (error) {
      tell(error);
    } finally {
      busy.value = '';
    }
  };
  const open = job.value;
  useEffect(() => {
    if (!open) return;
    // What was pressed is gone, and the sheet may have been scrolled down to it.
    const heading = document.getElementById('sheet-title');
    const dialog = heading?.closest('dialog');
    (dialog?.querySelector<SVGElement>('.board svg') ?? heading)?.focus({ preventScroll: true });
    dialog?.scrollTo(0, 0);
  }, [open]);
  return (
    <Sheet title={open ? '遮挡和箭头' : paper ? '授权材料' : '拍照'} parent={parent}>
      <Failure />
      {lostShot.value && <p class="banner amber" role="alert">刚才的照片没有取回，请从相册选择。</p>}
      <p role="status">{busy.value}</p>
      {open && (open.shot.scene
        ? (
          <PhotoEdit job={open} canvas={open.shot.scene}>
            <Wishes wishes={wishes} only />
            {wishes.value.includes('strip') && <p class="small quiet">{wordsOf(view, open.shot).join(' · ')}</p>}
          </PhotoEdit>
        )
        : <Unread onChoose={open.choose} />)}
      {!open && <>
        <Reminder first={state.photos.length === 0} />
        <Drafted form={form}>
          <TextField id="caption" label="照片说明（可不填）" {...typed(form, 'caption')} />
          {paper && <p>只有您和本单位联络员能打开，同事、别的单位和督导都看不到。</p>}
          {!paper && state.open?.fields['mode'] === 'delegate' && (
            <Tags legend="谁能看" options={RESTRICTED} {...typed(form, 'restricted')}
              value={restricted ? ['restricted'] : []} onChange={(tags) => form.change({ restricted: tags.length > 0 })} />
          )}
        </Drafted>
        <Wishes wishes={wishes} />
        <Pick id="shoot" label="拍照" primary busy={busy.value !== ''} onPick={keep} />
        <Pick id="album" label="从相册选" busy={busy.value !== ''} onPick={keep} />
        <p class="small quiet">照片会缩小，并去掉拍摄地点等信息。</p>
      </>}
    </Sheet>
  );
}

/** What the strip says: the corrected time, the stage, the matter. A picture of the album has a time of its own. */
function wordsOf({ state }: WalkView, { taken_at, camera }: Shot): string[] {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset : null;
  const span = stageNow(state);
  const time = momentOf((taken_at ?? Date.now()) + (offset ?? 0));
  const first = [
    camera ? time : `照片自带时间 ${time}`, offset === null && '手机时间未核对', span && stepName(state, span, catalogue.value),
  ];
  return [first.filter(Boolean).join(' · '), titleOf(state, catalogue.value)];
}

/** Large before the first photo of a walk, a line afterwards. */
const Reminder = ({ first }: { first: boolean }) => (
  <p class={first ? 'banner amber' : 'small quiet'}>
    <strong>拍人、拍证件之前：</strong>先征得同意；别人的脸和证件号能不拍就不拍，拍到了就选「先遮挡」，涂黑再存。
  </p>
);

/** The browser cannot show it, so nobody could see what to cover. */
const Unread = ({ onChoose }: { onChoose: (marks: Mark[] | null) => void }) => (
  <>
    <p class="banner amber" role="alert">
      <strong>这张照片在这里不能遮挡</strong>
      手机的浏览器打不开它（多半是 HEIC 格式），也加不上说明条。里面有人脸或证件号的，请不要存：把相机的照片格式改成 JPEG（「兼容性最佳」）再拍一张。
    </p>
    <button type="button" class="button primary big" onClick={() => onChoose(null)}>不要这张</button>
    <button type="button" class="button wide" onClick={() => onChoose([])}>不遮挡，原样存下</button>
  </>
);

interface PickProps {
  id: string;
  label: string;
  primary?: boolean;
  busy: boolean;
  onPick: (event: Event, camera: boolean) => Promise<void>;
}

/** A file input under a button's face. The album takes several; the camera gives one. */
const Pick = ({ id, label, primary = false, busy, onPick }: PickProps) => (
  <div class="pick">
    <input type="file" id={id} accept="image/*" disabled={busy}
      {...(primary ? { capture: 'environment' } : { multiple: true })}
      onClick={() => void expectShot(true)} onChange={(event) => void onPick(event, primary)} />
    <label for={id} class={primary ? 'button primary big' : 'button wide'}>{primary && <CameraIcon />}{label}</label>
  </div>
);
