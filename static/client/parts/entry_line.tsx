import type { EntryState } from '../journal/index';
import { kindWord, entryWords } from '../facts/entry_words';
import { shortened } from '../facts/shortened';
import { CERTAINTY, wordOf } from '../facts/words';
import { catalogue, type WalkView } from '../live/walks';
import { HandlingLine } from './handling';

interface Props { view: WalkView; id: string; when: string }

/** One entry in a line: what it is, what it says, when, and what of it is not plain. */
export function EntryLine({ view: { state, waiting }, view, id, when }: Props) {
  const entry = state.entries[id]!;
  const words = entryWords(entry, state, catalogue.value, view.handled.get(id));
  const torn = state.conflicts.some(({ target }) => target === id);
  return (
    <span class={entry.void ? 'grow struck' : 'grow'}>
      <span class="said">
        <strong>{kindWord(entry, state, catalogue.value)}</strong> {shortened(words)}
      </span>
      <span class="small quiet num">{when}</span>
      {entry.void && <> <span class="mark">{entry.undone ? '已撤销' : '已划去'}</span></>}
      <EntryMarks entry={entry} />
      {entry.waits_for && <> <span class="mark">等另一条记录</span></>}
      {waiting.some(({ target }) => target === id) && <> <span class="tag amber">等联络员定</span></>}
      {torn && <> <span class="tag amber">有两种说法，待决定</span></>}
      <HandlingLine view={view} id={id} />
    </span>
  );
}

/** How a stamp came about, when it was not a plain tap with a sure clock. */
export function EntryMarks({ entry }: { entry: EntryState | undefined }) {
  if (!entry) return null;
  const marks = [
    entry.how === 'later' && '补记',
    entry.amended.some((field) => field !== 'void') && '已改',
    entry.certainty !== 'checked' && wordOf(CERTAINTY, entry.certainty),
    entry.flagged && '所依据的记录已划去',
  ].filter(Boolean);
  return <>{marks.map((mark) => <> <span class="mark">{mark}</span></>)}</>;
}
