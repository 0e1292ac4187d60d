/** 「全部记录」: what has been kept of a walk so far. */
import type { WalkView } from '../../live/walks';
import { momentOf } from '../../facts/dates';
import { EntryLine } from '../../parts/entry_line';
import { PhotoGrid } from '../../parts/photo_grid';
import { to } from '../../live/route';
import { undoable } from '../../live/saving';
import { Screen } from '../../kit/screen';
import { UndoBar } from '../../kit/undo_bar';
import { SavedMark } from '../../parts/saved_mark';

export const Record = ({ view }: { view: WalkView }) => (
  <Screen title="全部记录" back={to('walk', view.walk)} side={<SavedMark view={view} />}
    foot={<UndoBar walk={view.walk} />} silent={undoable.value?.walk !== view.walk}>
    <Photos view={view} />
    <Entries view={view} />
  </Screen>
);

/** All photos of the walk, and how many more there are; nothing when there are none. */
export function Photos({ view: { state: { photos }, restricted }, view }: { view: WalkView }) {
  return photos.length + restricted > 0 ? (
    <>
      <h2>照片 {photos.length} 张</h2>
      {photos.length > 0 && <PhotoGrid view={view} photos={photos} />}
      <Restricted view={view} />
    </>
  ) : null;
}

export const Restricted = ({ view: { restricted } }: { view: WalkView }) => (
  restricted > 0 ? <p class="small quiet">另有 {restricted} 张受限，只给拍照的人和联络员看。</p> : null
);

/** Every entry in the order of time; struck ones stay readable. */
export function Entries({ view }: { view: WalkView }) {
  const { state } = view;
  const shown = state.order.filter((id) => state.entries[id] && state.entries[id].kind !== 'amend');
  return (
    <section class="stack" aria-label="记录">
      <h2>记录 {shown.length} 条</h2>
      <ul class="list long">{shown.map((id) => <li key={id}><Row view={view} id={id} /></li>)}</ul>
    </section>
  );
}

function Row({ view, id }: { view: WalkView; id: string }) {
  const entry = view.state.entries[id];
  if (!entry) return null;
  const sent = view.sent.get(id);
  return (
    <a class="item" href={to('walk', view.walk, 'record', id)}>
      <EntryLine view={view} id={id} when={momentOf(entry.time)} />
      <Sent state={sent?.state} />
    </a>
  );
}

const SENT: { [state: string]: [tone: string, words: string] } = {
  queued: ['local', '本机'], stuck: ['bad', '没有传上'], held: ['server', '已收，待人查看'],
};

const Sent = ({ state }: { state: string | undefined }) => {
  const [tone, words] = SENT[state ?? ''] ?? ['server', '服务器已收'];
  return <span class={`saved ${tone}`}>{words}</span>;
};
