/** 「拍照」: from the camera or the album; smaller, cleaned and on the disk before it is shown. */
import { useEffect, useSignal } from './signals';
import { readyPhoto } from '../photo/photo';
import type { WalkView } from './live';
import { typed, useDraft } from './draft';
import { Tags, TextField } from './field';
import { CameraIcon } from './icons';
import { leave } from './route';
import { failure, save } from './saving';
import { Failure } from './screen';
import { messageOf } from './session';
import { Sheet } from './sheet';
import { expectShot, lostShot, shotDone } from './shot';

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
  const form = useDraft(`walk/${walk}/${paper ? 'paper' : 'photo'}`,
    () => ({ caption: paper ? '授权材料' : '', restricted: paper }));
  const { caption, restricted } = form.value.value;
  const busy = useSignal('');
  useEffect(() => {
    void expectShot(false);
    return () => { lostShot.value = false; void shotDone(); };
  }, []);

  const keepOne = async (file: File): Promise<boolean> => {
    const { width, height, taken_at, ...photo } = await readyPhoto(file);
    const data = {
      sha256: photo.sha256, bytes: photo.bytes.byteLength, width, height, taken_at,
      caption, of, redacted: false, restricted,
    };
    return save(walk, [{ kind: 'photo', data }], { photos: [photo], undo: '照片已存下' });
  };
  const keep = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same picture chosen again after a failure must count as a change.
    input.value = '';
    try {
      for (const [place, file] of files.entries()) {
        busy.value = `正在存第 ${place + 1} 张，共 ${files.length} 张……`;
        if (!(await keepOne(file))) return;
      }
      if (files.length === 0) return;
      await form.drop();
      leave(parent);
    } catch (error) {
      failure.value = messageOf(error);
    } finally {
      busy.value = '';
    }
  };
  return (
    <Sheet title={paper ? '授权材料' : '拍照'} parent={parent}>
      <Failure />
      {lostShot.value && <p class="banner amber" role="alert">刚才的照片没有取回，请从相册选择。</p>}
      <p role="status">{busy.value}</p>
      {form.ready.value && (
        <TextField id="caption" label="照片说明（可不填）" {...typed(form, 'caption')} />
      )}
      {paper && <p>只有您和本单位联络员能打开，同事、别的单位和督导都看不到。</p>}
      {!paper && state.open?.fields['mode'] === 'delegate' && (
        <Tags legend="谁能看" options={RESTRICTED} value={restricted ? ['restricted'] : []}
          onChange={(tags) => form.change({ restricted: tags.length > 0 })} />
      )}
      <Pick id="shoot" label="拍照" primary busy={busy.value !== ''} onPick={keep} />
      <Pick id="album" label="从相册选" busy={busy.value !== ''} onPick={keep} />
      <p class="small quiet">照片会缩小，并去掉拍摄地点等信息。请避开他人面部和证件号码。</p>
    </Sheet>
  );
}

interface PickProps {
  id: string;
  label: string;
  primary?: boolean;
  busy: boolean;
  onPick: (event: Event) => Promise<void>;
}

/** A file input under a button's face. The album takes several; the camera gives one. */
const Pick = ({ id, label, primary, busy, onPick }: PickProps) => (
  <div class="pick">
    <input type="file" id={id} accept="image/*" disabled={busy}
      {...(primary ? { capture: 'environment' } : { multiple: true })}
      onClick={() => void expectShot(true)} onChange={(event) => void onPick(event)} />
    <label for={id} class={primary ? 'button primary big' : 'button wide'}>{primary && <CameraIcon />}{label}</label>
  </div>
);
