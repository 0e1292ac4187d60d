/** 「分享来的照片」: pictures that another app shared into ours wait here until somebody says which walk they belong to. */
import { useEffect, useSignal } from '../../signal/hooks';
import type { Signal } from '../../signal/signal';
import { forget, openShot } from '../../photo/photo';
import { sharedDraft } from '../../store/photos/shared';
import { newId } from '../../store/id';
import type { SharedPicture } from '../../store/photos/inbox';
import { typed, useDraft } from '../../live/draft';
import { Drafted } from '../../kit/drafted';
import { Tags } from '../../kit/field';
import { GoButton } from '../../kit/go_button';
import { walksOf } from './walks';
import { catalogue, knownWalks, SHOWN, type WalkView } from '../../live/walks';
import { keepShot, RESTRICTED } from '../photos/keep';
import { leave, replace, to } from '../../live/route';
import { tell } from '../../live/saving';
import { Failure, Screen } from '../../kit/screen';
import type { Open } from '../../live/session';
import { aboutOf, titleOf } from '../../facts/walk';

/** Those that wait, read `after` so many ms; null before. */
function useShared(here: Open, after: number, fail: (error: unknown) => void): Signal<SharedPicture[] | null> {
  const pictures = useSignal<SharedPicture[] | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => here.store.shared().then((read) => { pictures.value = read; }, fail), after);
    return () => clearTimeout(timer);
  }, []);
  return pictures;
}

export function Shared({ here, failed }: { here: Open; failed: boolean }) {
  const pictures = useShared(here, 0, tell);
  const form = useDraft('shared-who', () => ({ restricted: [] as string[] }));
  const busy = useSignal('');
  const waiting = pictures.value;
  const { going } = walksOf(here.person.id, knownWalks.value?.slice(0, SHOWN) ?? []);

  const keepOne = async (walk: string, { id, bytes, at }: SharedPicture, together: string[]): Promise<boolean> => {
    const shot = await openShot(new File([bytes], '', { lastModified: at }), false);
    try {
      const about = { caption: '', of: null, restricted: form.value.peek().restricted.length > 0 };
      // The entry and the end of its waiting are one write: it is never in both places, and never in none. Its own id:
      // the same picture shared twice is no tap too many.
      const itself = { together, draft: { held: () => ({ draft: sharedDraft(id), mark: undefined }) } };
      return await keepShot(walk, shot, { marks: [], words: [] }, about, itself, newId());
    } finally {
      forget(shot);
    }
  };
  const keep = async (walk: string): Promise<void> => {
    if (busy.value) return;
    let rest = waiting ?? [];
    const together: string[] = [];
    let refused: unknown = null;
    try {
      for (const one of rest) {
        busy.value = `正在存照片，还有 ${rest.length} 张……`;
        // What is no picture stays here, to be thrown away, and holds up no other.
        const kept = await keepOne(walk, one, together).catch((error: unknown) => { refused = error; return null; });
        if (kept === false) return;
        if (kept) pictures.value = rest = rest.filter(({ id }) => id !== one.id);
      }
      if (refused) return tell(refused);
      await form.drop();
      replace(to('walk', walk));
    } catch (error) {
      tell(error);
    } finally {
      busy.value = '';
    }
  };
  const discard = async (): Promise<void> => {
    if (busy.value) return;
    try {
      for (const { id } of waiting ?? []) await here.store.dropDraft(sharedDraft(id));
      await form.drop();
      leave(to());
    } catch (error) {
      tell(error);
    }
  };
  const some = waiting !== null && waiting.length > 0;
  return (
    <Screen title="分享来的照片" back="#/" foot={<><Failure />{some &&
      <button type="button" class="button wide" onClick={() => void discard()}>不要这些照片</button>}</>}>
      {failed && <p class="banner red" role="alert"><strong>有照片没有收下</strong>照片都还在手机相册里，已经记下的也都在。请看看手机空间够不够，再分享一次，一次少选几张。</p>}
      {!waiting ? <p class="quiet">正在读取……</p> : !some ? <p class="empty">没有等着放的照片。</p> : <>
        <p>{waiting.length} 张，已存在本机。</p>
        <p role="status">{busy.value}</p>
        {going.some((view) => view.state.open?.fields['mode'] === 'delegate') && (
          <Drafted form={form}>
            <Tags legend="谁能看" options={RESTRICTED} {...typed(form, 'restricted')} />
          </Drafted>
        )}
        {going.length > 0 ? <>
          <h2>放进哪一次</h2>
          <ul class="list">{going.map((view) => <li key={view.walk}><Choice view={view} onPick={keep} /></li>)}</ul>
        </> : <>
          <p class="banner">现在没有进行中的走流程。照片会一直留着，开始以后再回来放。</p>
          <GoButton class="button primary big" hash={to('start')}>开始走流程</GoButton>
        </>}
        <div class="photos">{waiting.map((one) => <Picture key={one.id} {...one} />)}</div>
        <p class="small quiet">放进去时照片会缩小，并去掉拍摄地点等信息。手机相册里的原图不变。</p>
      </>}
    </Screen>
  );
}

const Choice = ({ view: { walk, state }, onPick }: { view: WalkView; onPick: (walk: string) => Promise<void> }) => (
  <button type="button" class="item" onClick={() => void onPick(walk)}>
    <strong class="grow">{titleOf(state, catalogue.value)}</strong>
    <span class="small quiet">{aboutOf(state)}</span>
  </button>
);

function Picture({ bytes }: SharedPicture) {
  const source = useSignal('');
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([bytes]));
    source.value = url;
    return () => URL.revokeObjectURL(url);
  }, []);
  return <figure>{source.value && <img src={source.value} alt="分享来的照片" />}</figure>;
}

/** On the first page: what was shared and has no place yet is not forgotten. */
export function SharedBanner({ here, after }: { here: Open; after: number }) {
  // What cannot be read is told where it would be shown.
  const count = useShared(here, after, () => undefined).value?.length;
  return count ? <GoButton class="button wide" hash={to('shared')}>分享来的照片 {count} 张，还没有放好</GoButton> : null;
}
