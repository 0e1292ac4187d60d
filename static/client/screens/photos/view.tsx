/** A photo over the whole screen: from the phone's own bytes, else the server's, else the phone's small one. */
import { WHOLE, zoomed, type Zoom } from '../../photo/zoom';
import { momentOf } from '../../facts/dates';
import { entryWords } from '../../facts/entry_words';
import { shortened } from '../../facts/shortened';
import { replace, viewHash } from '../../live/route';
import { catalogue, type WalkView } from '../../live/walks';
import { Sheet } from '../../kit/sheet';
import { Unfolding } from '../../kit/unfolding';
import { useEffect, useSignal } from '../../signal/hooks';
import { useSources } from './sources';
import { Stage, STEP } from './stage';

const UNSEEN = '这张照片在这里打不开：本机没有能显示的，服务器也没有给。有网络时再打开一次。';

interface Props { view: WalkView; id: string; parent: string }

export function PhotoView({ view: { state, handled }, id, parent }: Props) {
  const entry = state.entries[id];
  const photos = state.photos.includes(id) ? state.photos : [id];
  const place = photos.indexOf(id);
  const zoom = useSignal<Zoom>(WHOLE);
  const sources = useSources(String(entry?.fields['sha256'] ?? ''), id);
  useEffect(() => { zoom.value = WHOLE; }, [id]);
  const go = (step: number): void => { if (photos[place + step]) replace(viewHash(photos[place + step]!)); };
  const grow = (factor: number): void => {
    const { clientWidth: width, clientHeight: height } = document.querySelector('.stage')!;
    zoom.value = zoomed(zoom.peek(), factor, [width / 2, height / 2], [width / 2, height / 2], { width, height });
  };
  const press = ({ key }: KeyboardEvent): void => {
    if (key === 'ArrowRight' || key === 'ArrowLeft') go(key === 'ArrowRight' ? 1 : -1);
    if (sources.value?.[0] && (key === '+' || key === '-')) grow(key === '+' ? STEP : 1 / STEP);
  };
  useEffect(() => {
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  if (!entry) return null;
  const on = String(entry.fields['of']);
  const of = state.entries[on];
  const about = of && entryWords(of, state, catalogue.value, handled.get(on));
  const words = [String(entry.fields['caption'] ?? ''), about].filter(Boolean).join(' · ');
  const source = sources.value?.[0];
  const large = zoom.value.scale > 1;
  return (
    <Sheet title={photos.length > 1 ? `照片 ${place + 1} / ${photos.length}` : '照片'} parent={parent} whole>
      <div class="viewer">
        {source ? <Stage source={source} words={shortened(words) || '照片'} zoom={zoom} onSwipe={go}
          onError={() => { sources.value = sources.peek()!.slice(1); }} />
          : <p class="stage" role="status">{sources.value ? UNSEEN : '正在读取……'}</p>}
        <p class="small">{words && <><Unfolding key={id} text={words} /><br /></>}<span class="quiet num">{momentOf(entry.time)}</span></p>
        <div class="trio">
          <button type="button" class="button" disabled={place === 0} onClick={() => go(-1)}>上一张</button>
          <button type="button" class="button" disabled={place === photos.length - 1} onClick={() => go(1)}>下一张</button>
          <button type="button" class="button" disabled={!source} onClick={() => (large ? zoom.value = WHOLE : grow(STEP))}>
            {large ? '缩小' : '放大'}
          </button>
        </div>
      </div>
    </Sheet>
  );
}
