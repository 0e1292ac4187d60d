import { useEffect, useSignal } from '../signal/hooks';
import { photoStates, type WalkView } from '../live/walks';
import { viewHash } from '../live/route';
import { hourOf } from '../facts/dates';
import { session } from '../live/session';
import { PHOTO_STATES, wordOf } from '../facts/words';

/** Photos with the state of each: 本机, 上传中, 服务器已收. */
export const PhotoGrid = ({ view, photos }: { view: WalkView; photos: string[] }) => (
  <div class="photos">{photos.map((id) => <Photo key={id} view={view} id={id} />)}</div>
);

/** How far a photo has come. One of another phone: only the server's own picture proves that it has it. */
export function usePhotoState({ state: { entries } }: WalkView, id: string) {
  const fields = entries[id]?.fields ?? {};
  const sha256 = String(fields['sha256'] ?? '');
  const seen = useSignal(false);
  const state = photoStates.value.get(sha256) ?? (seen.value ? 'received' : '');
  return {
    sha256, state, words: `打开照片 ${String(fields['caption'] ?? '')}`.trim(), received: state === 'received',
    onServer: (): void => { seen.value = true; },
  };
}

function Photo({ view, id }: { view: WalkView; id: string }) {
  const entry = view.state.entries[id];
  const { state, ...photo } = usePhotoState(view, id);
  const tone = state === 'received' ? 'server' : state === 'damaged' || state === 'stuck' ? 'bad' : 'local';
  const caption = String(entry?.fields['caption'] ?? '');
  return (
    <figure>
      <a href={viewHash(id)}><Thumb {...photo} entry={id} /></a>
      <figcaption class="small">
        {caption && <>{caption}<br /></>}
        <span class="row">
          <span class="num quiet">{entry && hourOf(entry.time)}</span>
          {state && <span class={`saved ${tone}`}>{wordOf(PHOTO_STATES, state)}</span>}
        </span>
      </figcaption>
    </figure>
  );
}

/** What this browser cannot draw (HEIC) may lie here all the same. */
async function whyUnseen(sha256: string): Promise<string> {
  const here = session.peek();
  const own = here.kind === 'open' && await here.store.photo(sha256).catch(() => null);
  return own ? '照片在本机，这里显示不了' : '照片不在本机';
}

interface ThumbProps { sha256: string; entry: string; words: string; received: boolean; onServer: () => void }

/** The phone's own small picture; for a colleague's photo the server's, when it can be reached. */
export function Thumb({ sha256, entry, words, received, onServer }: ThumbProps) {
  const source = useSignal<string | null>(null);
  const missing = useSignal('');
  useEffect(() => {
    const here = session.peek();
    let own: string | null = null;
    if (here.kind !== 'open') return;
    void here.store.thumb(sha256).then((bytes) => {
      own = bytes && URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
      source.value = own ?? `/api/v1/photos/${entry}?size=thumb`;
    });
    return () => { if (own) URL.revokeObjectURL(own); };
  }, [sha256]);
  // Now the server has one that every browser can draw.
  useEffect(() => { if (received) missing.value = ''; }, [received]);
  if (missing.value) return <span class="missing">{missing.value}</span>;
  if (!source.value) return <span class="missing">正在读取……</span>;
  const loaded = (): void => { if (source.value?.startsWith('/')) onServer(); };
  return (
    <img src={source.value} alt={words} loading="lazy" decoding="async" onLoad={loaded}
      onError={() => void whyUnseen(sha256).then((why) => { missing.value = why; })} />
  );
}
