/** One entry: what it says, when, how sure; correct its time or its words, or strike it out. The first value stays. */
import type { AmendmentState } from '../../journal/index';
import { catalogue, type WalkView } from '../../live/walks';
import { AmendForm } from './amend_form';
import { ConflictForms } from './conflict_form';
import { momentOf } from '../../facts/dates';
import { kindWord, entryWords } from '../../facts/entry_words';
import { Failure } from '../../kit/screen';
import { Sheet } from '../../kit/sheet';
import { CERTAINTY, FIELDS, wordOf } from '../../facts/words';
import { valueWords } from './values';

interface Props { view: WalkView; id: string; parent: string }

export function EntrySheet({ view, id, parent }: Props) {
  const entry = view.state.entries[id];
  if (!entry) return null;
  const sent = view.sent.get(id);
  const person = catalogue.value.people.find((one) => one.id === entry.by)?.name;
  return (
    <Sheet title={kindWord(entry, view.state, catalogue.value)} parent={parent}>
      <Failure />
      {entryWords(entry, view.state, catalogue.value) && <p>{entryWords(entry, view.state, catalogue.value)}</p>}
      <dl class="facts-list">
        <dt>时间</dt><dd>{momentOf(entry.time)}</dd>
        <dt>时间核对</dt><dd>{wordOf(CERTAINTY, entry.certainty)}</dd>
        {entry.how === 'later' && <><dt>来历</dt><dd>补记</dd></>}
        {entry.amended.includes('at') && <><dt>原记时间</dt><dd>{momentOf(entry.recorded_at)}</dd></>}
        {person && <><dt>记录人</dt><dd>{person}</dd></>}
        {entry.void && <><dt>状态</dt><dd>已划去</dd></>}
      </dl>
      {sent?.message && <p class="banner amber">{sent.message}</p>}
      {view.waiting.filter(({ target }) => target === id).map((one) => <p class="banner amber" key={one.id}>{one.message}</p>)}
      <Amendments view={view} id={id} />
      <ConflictForms view={view} id={id} />
      <AmendForm view={view} id={id} parent={parent} />
    </Sheet>
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
              {changeWords(amendment)}<br />
              <span class="small quiet">
                {momentOf(amendment.time)} · {amendment.reason === 'undo' ? '撤销' : amendment.reason}
              </span>
            </span>
            {!amendment.effective && <span class="mark">未采用</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

const changeWords = (amendment: AmendmentState): string => Object.entries(amendment.set)
  .map(([field, change]) => `${wordOf(FIELDS, field)}：${valueWords(field, change.value)}`).join('；');
