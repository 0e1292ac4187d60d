/** Photos that show what was put right: taken like those of a walk, and shown with how far each has come. */
import type { MineView, Sent } from '../../facts/mine';
import { shortened } from '../../facts/shortened';
import { PHOTO_STATES, wordOf } from '../../facts/words';
import { to } from '../../live/route';
import { photoStates } from '../../live/walks';
import { Thumb } from '../../parts/photo_grid';
import { TakingSheet } from '../photos/sheet';
import { stripOf } from '../photos/strip';

export const EvidenceSheet = ({ view: { line, photos } }: { view: MineView }) => (
  <TakingSheet walk={line.id} parent={to('mine', line.id)} of={null} saw={line.plan} first={photos.length === 0}
    strip={(shot) => stripOf(shot, line.number, shortened(line.text))} />
);

const hashOf = (data: object): string => (data as { sha256: string }).sha256;

/** How far its bytes have come; those of another phone have arrived, as far as this one knows. */
export const stateOf = (data: object): string => photoStates.value.get(hashOf(data)) ?? 'received';

export const EvidencePhotos = ({ photos }: { photos: Sent[] }) => (photos.length === 0 ? null : (
  <section class="stack" aria-label="佐证照片">
    <h2>佐证照片 {photos.length} 张</h2>
    <div class="photos">{photos.map(({ id, body }) => {
      const { caption = '' } = body.data as { caption?: string };
      const state = stateOf(body.data);
      const tone = state === 'received' ? 'server' : state === 'damaged' || state === 'stuck' ? 'bad' : 'local';
      return (
        <figure key={id}>
          <Thumb sha256={hashOf(body.data)} entry={id} words={`佐证照片 ${caption}`.trim()} received={state === 'received'}
            onServer={() => undefined} />
          <figcaption class="small">{caption} <span class={`saved ${tone}`}>{wordOf(PHOTO_STATES, state)}</span></figcaption>
        </figure>
      );
    })}</div>
  </section>
));
