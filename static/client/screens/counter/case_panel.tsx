/** One case: its ticket, its matter, its result, and what was noted in it. In a sheet, and beside the session on a PC. */
import type { CaseState } from '../../journal/index';
import { formatDuration } from '../../journal/index';
import { catalogue, knownWalks, viewOf, type WalkView } from '../../live/walks';
import { Actions } from '../../parts/actions';
import {
  caseName, caseEntries, matterNamed, OUTCOMES, photosOf, recentMatters, resultWord, sayingOf,
} from '../../facts/counter';
import { hourOf } from '../../facts/dates';
import { sessionMinutes } from '../../facts/minutes';
import { atOnce, typed, useDraft } from '../../live/draft';
import { kindWord, entryWords } from '../../facts/entry_words';
import { shortened } from '../../facts/shortened';
import { Facts } from '../../kit/facts';
import { Chips, TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { matterData, type MatterChoice } from '../../facts/opening';
import { MatterPicker } from '../../parts/matter_picker';
import { PhotoGrid } from '../../parts/photo_grid';
import { to } from '../../live/route';
import { save } from '../../live/saving';
import { changeOf } from '../../facts/walk';
import { CASE_EVENTS, wordOf } from '../../facts/words';

const RECENT = 6;

interface Props { view: WalkView; one: CaseState }

interface PanelProps extends Props {
  /** In a sheet: closes it. */
  onKept?: () => void;
}

export function CasePanel({ view, one, onKept }: PanelProps) {
  return (
    <>
      <Times view={view} one={one} />
      {/* What a session that is over is told no longer counts (docs/sync.md, Counter): it is not asked for. */}
      {view.state.ends === null && (one.ends !== null || one.begins === null) && <Result view={view} one={one} />}
      <Named key={one.case} view={view} one={one} onKept={onKept} />
      {onKept && <Actions walk={view.walk} inCase={one.case} label="记在这一件上" />}
      <Noted view={view} one={one} />
    </>
  );
}

function Times({ view: { state: { counter } }, one }: Props) {
  const said = sessionMinutes(counter!);
  return (
    <Facts of={[
      ['叫号', one.begins && hourOf(one.begins)],
      ['结束', one.ends && hourOf(one.ends)],
      ['用时', one.handled !== null && formatDuration(said.get(one)!)],
      ['另暂停', one.paused > 0 && formatDuration(said.get(one.case)!)],
      ['结果', resultWord(one)],
    ]} />
  );
}

/** A later outcome changes a case's result, not its end. */
function Result({ view: { walk }, one }: Props) {
  const change = (event: string): void => void save(walk, [{ kind: 'case', data: { case: one.case, event } }],
    { undo: `已改为「${wordOf(CASE_EVENTS, event)}」` });
  return (
    <Chips legend={one.result === 'unrecorded' ? '补上结果' : '改结果'} name={`result-${one.case}`}
      options={OUTCOMES.map((event) => [event, wordOf(CASE_EVENTS, event)])} {...atOnce(one.result, change)} />
  );
}

interface Names extends MatterChoice { ticket: string | null }

/** Ticket and matter; a matter of the recent ones is kept at once. */
function Named({ view, one, onKept }: PanelProps) {
  const { walk, state } = view;
  const now = matterNamed(catalogue.value, one.matter);
  // Null is what is recorded, also when it changes meanwhile.
  const form = useDraft<Names>(`walk/${walk}/${one.case}/named`, () => ({ ticket: null, matter: null, query: null }));
  const recorded = { matter: now?.matter?.id ?? null, query: now?.matter ? '' : now?.name ?? '' };
  const keep = async (): Promise<void> => {
    const { ticket, ...choice } = form.value.peek();
    const said = matterData(choice.query === null ? recorded : choice);
    const wanted = { ticket: (ticket ?? String(one.ticket ?? '')).trim(), matter: said.matter ?? said.matter_text ?? '' };
    const entries = (['ticket', 'matter'] as const)
      .filter((field) => wanted[field] !== String(one[field] ?? ''))
      .map((field) => ({ target: sayingOf(state, one, field), field }))
      .flatMap(({ target, field }) => (target === undefined ? [] : [{
        kind: 'amend' as const,
        data: { target, set: changeOf(state, target, field, wanted[field]), reason: one[field] === null ? '补填' : '改填' },
      }]));
    if (entries.length > 0 && !(await save(walk, entries, { draft: form }))) return;
    await form.drop();
    onKept?.();
  };
  const recent = recentMatters([state, ...others(walk)], catalogue.value, RECENT);
  return (
    <Form label="号码和事项" draft={form} onKeep={keep}>
      <TextField id={`ticket-${one.case}`} label="号码" {...typed(form, 'ticket', String(one.ticket ?? ''))} />
      <MatterPicker id={`matter-${one.case}`} label="办的事项" form={form} recorded={recorded} recent={recent}
        onPick={() => void keep()} />
      <button type="submit" class="button wide">存下号码和事项</button>
    </Form>
  );
}

/** The walks the first page has read, this one apart. */
const others = (own: string) => (knownWalks.value ?? []).filter(({ walk }) => walk !== own)
  .flatMap(({ walk }) => viewOf(walk).peek()?.state ?? []);

function Noted({ view, one }: Props) {
  const { walk, state } = view;
  const photos = photosOf(state, one.case);
  return (
    <>
      <ul class="list" aria-label={`${caseName(state.counter!, one)}的记录`}>
        {caseEntries(state, one.case).map((id) => {
          const entry = state.entries[id]!;
          return (
            <li key={id}>
              <a class="item" href={to('walk', walk, 'entry', id)}>
                <span class={entry.void ? 'grow struck' : 'grow'}>
                  <strong>{kindWord(entry, state, catalogue.value)}</strong> {shortened(entryWords(entry, state, catalogue.value))}</span>
                <span class="small quiet num">{hourOf(entry.time)}</span>
              </a>
            </li>
          );
        })}
      </ul>
      {photos.length > 0 && <PhotoGrid view={view} photos={photos} />}
    </>
  );
}
