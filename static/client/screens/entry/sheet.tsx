/** One entry: what it says, when, how sure; correct its time or its words, or strike it out. The first value stays. */
import type { AmendmentState } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { AmendForm } from './amend_form';
import { ConflictForms } from './conflict_form';
import { Meaning } from '../../parts/meaning';
import { insideOf, route, to } from '../../live/route';
import { momentOf } from '../../facts/dates';
import { kindWord, entryWords } from '../../facts/entry_words';
import { Facts } from '../../kit/facts';
import { Failure } from '../../kit/screen';
import { GoButton } from '../../kit/go_button';
import { CameraIcon } from '../../kit/icons';
import { Sheet } from '../../kit/sheet';
import { Unfolding } from '../../kit/unfolding';
import { Handling } from '../../parts/handling';
import { PhotoGrid } from '../../parts/photo_grid';
import { CERTAINTY, FIELDS, wordOf } from '../../facts/words';
import { valueWords } from './values';

interface Props { view: WalkView; id: string; parent: string }

export function EntrySheet({ view, id, parent }: Props) {
  const entry = view.state.entries[id];
  if (!entry) return null;
  const sent = view.sent.get(id);
  const words = entryWords(entry, view.state, catalogue.value, view.handled.get(id));
  const person = catalogue.value.people.find((one) => one.id === entry.by)?.name;
  return (
    <Sheet title={kindWord(entry, view.state, catalogue.value)} parent={parent}>
      <Failure />
      {words && <p><Unfolding text={words} /></p>}
      <Facts of={[
        ['时间', momentOf(entry.time)],
        ['时间核对', wordOf(CERTAINTY, entry.certainty)],
        ['来历', entry.how === 'later' && '补记'],
        ['原记时间', entry.amended.includes('at') && momentOf(entry.recorded_at)],
        ['记录人', person],
        ['状态', entry.void && '已划去'],
      ]} />
      {entry.certainty === 'doubtful' && <Meaning of={['doubtful']} />}
      {sent?.message && <p class="banner amber">{sent.message}</p>}
      {view.waiting.filter(({ target }) => target === id).map((one) => <p class="banner amber" key={one.id}>{one.message}</p>)}
      <Handling view={view} id={id} />
      <EntryPhotos view={view} id={id} />
      <Amendments view={view} id={id} />
      <ConflictForms view={view} id={id} />
      <AmendForm view={view} id={id} parent={parent} />
    </Sheet>
  );
}

/** To what a photo may be added afterwards. */
const SHOWN_BY_PHOTOS = ['problem', 'need', 'material', 'check'];

/** The photo itself, or those that hang on the entry; another one can be added while it stands. */
function EntryPhotos({ view: { state, walk }, view, id }: Omit<Props, 'parent'>) {
  const { kind, void: struck } = state.entries[id]!;
  const photos = kind === 'photo' ? [id] : state.photos.filter((one) => state.entries[one]?.fields['of'] === id);
  const part = insideOf(route.peek()).part === 'record' ? 'record' : 'entry';
  return (
    <>
      {photos.length > 0 && <PhotoGrid view={view} photos={photos} />}
      {!struck && SHOWN_BY_PHOTOS.includes(kind) && <GoButton class="button wide" hash={to('walk', walk, part, id, 'photo')}>
        <CameraIcon />{photos.length > 0 ? '再加照片' : '加照片'}
      </GoButton>}
    </>
  );
}

/** Every change so far, with its reason. */
function Amendments({ view, id }: Omit<Props, 'parent'>) {
  const made = Object.entries(view.state.amendments).filter(([, amendment]) => amendment.target === id);
  if (made.length === 0) return null;
  return (
    <section aria-label="改动">
      <h3>改动</h3>
      <ul class="list">
        {made.map(([key, amendment]) => (
          <li class="item" key={key}>
            <span class="grow">
              <Unfolding text={changeWords(amendment)} /><br />
              <span class="small quiet">
                {momentOf(amendment.time)} · {amendment.reason === 'undo' ? '撤销' : <Unfolding text={amendment.reason} />}
              </span>
            </span>
            {!amendment.effective && <span class="mark">另有更正</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const changeWords = (amendment: AmendmentState): string => Object.entries(amendment.set)
  .map(([field, change]) => `${wordOf(FIELDS, field)}：${valueWords(field, change.value)}`).join('；');
