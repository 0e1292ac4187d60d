import { useEffect, useSignal } from '../signal/hooks';
import { photoStates, type WalkView } from '../live/walks';
import { hourOf } from '../facts/dates';
import { session } from '../live/session';
import { PHOTO_STATES, wordOf } from '../facts/words';

/** Photos with the state of each: 本机, 上传中, 服务器已收. */
export const PhotoGrid = ({ view, photos }: { view: WalkView; photos: string[] }) => (
  <div class="photos">{photos.map((id) => <Photo key={id} view={view} id={id} />)}</div>
);

function Photo({ view, id }: { view: WalkView; id: string }) {
  const entry = view.state.entries[id];
  const sha256 = String(entry?.fields['sha256'] ?? '');
  const seen = useSignal(false);
  // A photo of another phone: only the server's own picture proves that it has it.
  const state = photoStates.value.get(sha256) ?? (seen.value ? 'received' : '');
  const tone = state === 'received' ? 'server' : state === 'damaged' || state === 'stuck' ? 'bad' : 'local';
  const caption = String(entry?.fields['caption'] ?? '');
  return (
    <figure>
      <Thumb sha256={sha256} entry={id} words={caption || '照片'} onServer={() => { seen.value = true; }} />
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

interface ThumbProps { sha256: string; entry: string; words: string; onServer: () => void }

/** The phone's own small picture; for a colleague's photo the server's, when it can be reached. */
function Thumb({ sha256, entry, words, onServer }: ThumbProps) {
  const source = useSignal<string | null>(null);
  const missing = useSignal(false);
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
  if (missing.value) return <span class="missing">照片不在本机</span>;
  if (!source.value) return <span class="missing">正在读取……</span>;
  const loaded = (): void => { if (source.value?.startsWith('/')) onServer(); };
  return (
    <img src={source.value} alt={words} loading="lazy" decoding="async" onLoad={loaded}
      onError={() => { missing.value = true; }} />
  );
}
