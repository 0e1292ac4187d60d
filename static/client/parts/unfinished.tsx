/** What was typed in a walk and neither kept nor given up: nothing waits where nobody would look for it. */
import { formOf } from '../store/drafts';
import type { DraftRow } from '../store/schema';
import { putBack, unfinishedChanged } from '../live/draft';
import { shortened } from '../facts/shortened';
import { placeOf } from './draft_places';
import { kindWord } from '../facts/entry_words';
import { route } from '../live/route';
import { offerUndo, tell } from '../live/saving';
import { session } from '../live/session';
import { catalogue, viewOf } from '../live/walks';
import { useEffect, useSignal } from '../signal/hooks';

/** The fields a person writes in, those that say most first. */
const SAID = ['text', 'reason', 'name', 'caption', 'number', 'ticket', 'query', 'ahead', 'note'];

function said(value: unknown): string {
  const fields = value as Record<string, unknown>;
  return String(SAID.map((field) => fields[field]).find((one) => typeof one === 'string' && one !== '') ?? '');
}

/** Drafts whose key begins so, read anew whenever a form got one or lost it, or another screen is shown. */
export function useUnfinished(prefix: string): DraftRow[] {
  const found = useSignal<DraftRow[]>([]);
  useEffect(() => {
    const here = session.peek();
    if (here.kind !== 'open') return;
    here.store.drafts(prefix).then((rows) => {
      if (rows.length > 0 || found.peek().length > 0) found.value = rows;
    }, () => undefined);
  }, [prefix, unfinishedChanged.value, route.value]);
  return found.value;
}

/** Nothing when there is none. `here`: the form that stands on this very screen. */
export function Unfinished({ walk, here }: { walk: string; here?: string | undefined }) {
  const rows = useUnfinished(`walk/${walk}/`).filter(({ key }) => key !== `walk/${walk}/${here}`);
  if (rows.length === 0) return null;
  return (
    <section class="stack" aria-label="没写完的">
      <h2>没写完的 {rows.length} 处</h2>
      <ul class="list">{rows.map((row) => <li class="item" key={row.key}><One walk={walk} row={row} /></li>)}</ul>
    </section>
  );
}

/** The record that the form is about, of those that stand there: 「更正：取号排队」. */
function subjectOf(walk: string, key: string): string {
  const state = viewOf(walk).value?.state;
  const entry = formOf(key).split('/').map((part) => state?.entries[part]).find(Boolean);
  return state && entry ? kindWord(entry, state, catalogue.value) : '';
}

function One({ walk, row: { key, value } }: { walk: string; row: DraftRow }) {
  const [word, hash] = placeOf(key);
  const name = [word, subjectOf(walk, key)].filter(Boolean).join('：');
  const letGo = async (): Promise<void> => {
    const here = session.peek();
    if (here.kind !== 'open') return;
    try {
      await here.store.dropDraft(key);
    } catch (error) {
      return tell(error);
    }
    unfinishedChanged.value += 1;
    offerUndo(walk, '没有记', () => putBack(key, value));
  };
  return (
    <>
      <a class="grow" href={hash}><strong>{name}</strong> {shortened(said(value))}</a>
      <button type="button" class="button" aria-label={`不记了：${name}`} onClick={() => void letGo()}>不记了</button>
    </>
  );
}
