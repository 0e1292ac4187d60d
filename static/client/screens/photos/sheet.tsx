/** 「拍照」: from the camera or the album; smaller, cleaned, covered if wished, and on the disk before it is shown. */
import { useEffect, useRef } from '../../signal/hooks';
import { typed, useDraft, type DraftForm } from '../../live/draft';
import { leave, route } from '../../live/route';
import { lostShot } from '../../live/shot';
import type { WalkView } from '../../live/walks';
import { Drafted } from '../../kit/drafted';
import { Tags, TextField } from '../../kit/field';
import { Failure } from '../../kit/screen';
import { Sheet } from '../../kit/sheet';
import { PhotoEdit } from './edit';
import type { Shot } from '../../photo/photo';
import type { Job } from './job';
import { keepShot, RESTRICTED } from './keep';
import { Pick } from './pick';
import { stripWords } from './strip';
import { useTaking } from './taking';
import { useWishes, Wishes } from './wishes';

interface Place {
  parent: string;
  /** The problem the photo belongs to, or null. */
  of: string | null;
  /** It is the paper that a 代理办 rests on: restricted, whatever else. */
  paper?: boolean;
}

interface Props extends Place {
  walk: string;
  /** There is none yet. */
  first: boolean;
  delegated?: boolean;
  /** By which plan of a rectification it is evidence. */
  saw?: string;
  /** What the strip below it says. */
  strip: (shot: Shot) => string[];
}

export const PhotoSheet = ({ view, ...place }: Place & { view: WalkView }) => (
  <TakingSheet {...place} walk={view.walk} first={view.state.photos.length === 0} strip={(shot) => stripWords(view, shot)}
    delegated={view.state.open?.fields['mode'] === 'delegate'} />
);

export function TakingSheet({ walk, parent, of, paper = false, first, delegated = false, saw, strip }: Props) {
  // By its own place: words meant for a problem's photo are not those of another one's.
  const place = useRef(route.peek().join('/')).current!;
  const form = useDraft(place, () => ({ caption: paper ? '授权材料' : '', restricted: paper }));
  const wishes = useWishes();
  const { busy, job, take } = useTaking(`${walk}/${of}`, {
    cover: () => wishes.peek().includes('cover'),
    about: () => ({ ...form.value.peek(), of }),
    keep: (shot, marks, about, beside) =>
      keepShot(walk, shot, { marks, words: wishes.peek().includes('strip') ? strip(shot) : [] },
        saw === undefined ? about : { caption: about.caption, saw }, beside),
    done: async () => { await form.drop(); leave(parent); },
  });
  const open = job.value;
  useEffect(() => { if (open) beginAtTheTop(); }, [open]);
  return (
    <Sheet title={open ? '遮挡和箭头' : paper ? '授权材料' : '拍照'} parent={parent}>
      <Failure />
      {lostShot.value && <p class="banner amber" role="alert">{lostShot.value}</p>}
      <p role="status">{busy.value}</p>
      {open && (open.shot.scene
        ? (
          <PhotoEdit job={open} canvas={open.shot.scene}>
            <Wishes wishes={wishes} only />
            {wishes.value.includes('strip') && <p class="small quiet">{strip(open.shot).join(' · ')}</p>}
          </PhotoEdit>
        )
        : <Unread onChoose={open.choose} />)}
      {!open && <>
        <Reminder first={first} />
        <Details form={form} paper={paper} delegated={delegated} />
        <Wishes wishes={wishes} />
        <Pick id="shoot" label="拍照" primary busy={busy.value !== ''} onPick={take} />
        <Pick id="album" label="从相册选" busy={busy.value !== ''} onPick={take} />
        <p class="small quiet">照片会缩小，并去掉拍摄地点等信息。</p>
      </>}
    </Sheet>
  );
}

/** What was pressed is gone, and the sheet may have been scrolled down to it. */
function beginAtTheTop(): void {
  const heading = document.getElementById('sheet-title');
  const dialog = heading?.closest('dialog');
  (dialog?.querySelector<SVGElement>('.board svg') ?? heading)?.focus({ preventScroll: true });
  dialog?.scrollTo(0, 0);
}

interface DetailsProps { form: DraftForm<{ caption: string; restricted: boolean }>; paper: boolean; delegated: boolean }

const Details = ({ form, paper, delegated }: DetailsProps) => (
  <Drafted form={form}>
    <TextField id="caption" label="照片说明（可不填）" {...typed(form, 'caption')} />
    {paper && <p>只有您和本单位联络员能打开，同事、别的单位和督导都看不到。</p>}
    {!paper && delegated && (
      <Tags legend="谁能看" options={RESTRICTED} {...typed(form, 'restricted')}
        value={form.value.value.restricted ? ['restricted'] : []} onChange={(tags) => form.change({ restricted: tags.length > 0 })} />
    )}
  </Drafted>
);

/** Large before the first photo of a walk, a line afterwards. */
const Reminder = ({ first }: { first: boolean }) => (
  <p class={first ? 'banner amber' : 'small quiet'}>
    <strong>拍人、拍证件之前：</strong>先征得同意；别人的脸和证件号能不拍就不拍，拍到了就选「先遮挡」，涂黑再存。
  </p>
);

/** The browser cannot show it, so nobody could see what to cover. */
const Unread = ({ onChoose }: { onChoose: Job['choose'] }) => (
  <>
    <p class="banner amber" role="alert">
      <strong>这张照片在这里不能遮挡</strong>
      手机的浏览器打不开它（多半是 HEIC 格式），也加不上说明条。里面有人脸或证件号的，请不要存：把相机的照片格式改成 JPEG（「兼容性最佳」）再拍一张。
    </p>
    <button type="button" class="button primary big" onClick={() => onChoose(null)}>不要这张</button>
    <button type="button" class="button wide" onClick={() => onChoose([])}>不遮挡，原样存下</button>
  </>
);
