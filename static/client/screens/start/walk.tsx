/** Begin a walk: which matter, how, where. Everything but the matter may stay as it is. */
import { newId } from '../../store/id';
import type { OpenData } from '../../journal/index';
import { headsOn, matterWith } from '../../facts/catalogue';
import { dayOf } from '../../facts/dates';
import { shortened } from '../../facts/shortened';
import {
  againOf, handBack, offered, shown, takeUp, untouched, walkData, walkedAgain, type Said, type Taken,
} from '../../facts/opening';
import { catalogue, knownWalks, SHOWN, viewOf } from '../../live/walks';
import { toWalkAgain } from '../../live/rewalks';
import { keepAs, useDraft, type DraftForm } from '../../live/draft';
import { Form } from '../../kit/form';
import { now } from '../../live/now';
import { WalkFields } from '../../parts/opening_fields';
import { replace, to } from '../../live/route';
import { Failure, Screen } from '../../kit/screen';
import { session, unitOf } from '../../live/session';

interface WalkDraft extends Said, Taken { walk: string; rewalk: string | null }
const fresh = (): WalkDraft => ({ ...untouched(), walk: newId(), request: null, before: null, rewalk: null });

export function Start() {
  const form = useDraft('start', fresh);
  const draft = form.value.value;
  const heads = headsOn(catalogue.value, unitOf(session.value), now.peek());
  const offer = offered(matterWith(catalogue.value, draft.matter), heads[0] ?? '');
  // One id for each beginning: a second click while the first is being stored begins no second walk.
  const { walk } = draft;
  const named = draft.matter !== null || Boolean(draft.query?.trim());
  const begin = async (): Promise<void> => {
    if (!named) { document.getElementById('matter')?.focus(); return; }
    const data = { ...walkData(shown(draft, offer), draft.request, walkedAgain(draft, toWalkAgain())?.id) };
    if (await keepAs(form, walk, { kind: 'open', data })) replace(to('walk', walk));
  };
  const foot = (
    <>
      <Failure />
      {!named && <p class="small quiet">先选或写下要办的事项。</p>}
      <button type="submit" form="start" class="button primary big">开始</button>
    </>
  );
  return (
    <Screen title="开始走流程" back="#/" foot={foot}>
      <Form id="start" draft={form} onKeep={begin}>
        <Rewalks form={form} />
        <WalkFields form={form} now={offer} at={now.peek()} pool={<Requests form={form} />} />
      </Form>
    </Screen>
  );
}

/** What rectifications wait for; one of them names the matter, and the walk is tied to it. */
function Rewalks({ form }: { form: DraftForm<WalkDraft> }) {
  const asked = toWalkAgain();
  const chosen = walkedAgain(form.value.value, asked);
  if (asked.length === 0) return null;
  return (
    <section class="stack" aria-label="再走一遍">
      <h2>再走一遍{chosen ? '，看改好没有' : `（安排了 ${asked.length} 件）`}</h2>
      <ul class="list">
        {(chosen ? [chosen] : asked).map((one) => (
          <li key={one.id}>
            <button type="button" class="item" aria-pressed={one === chosen}
              onClick={() => form.change(one === chosen ? { rewalk: null } : againOf(one))}>
              <span class="grow">
                {one.name}<br />
                <span class="small quiet">最晚 {dayOf(Date.parse(one.due_on))} · {shortened(one.text)}</span>
              </span>
              {one === chosen && <span>不连了</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What this phone's walks have taken already; the catalogue says so only after the next round with the server. */
const takenHere = (): unknown[] => (knownWalks.value ?? []).slice(0, SHOWN).map(({ walk }) => {
  const open = viewOf(walk).value?.state.open;
  return (open?.fields['delegation'] as OpenData['delegation'])?.request;
});

/** The unit's collected requests; taking one fills in what it says, and not taking it gives back what stood there. */
function Requests({ form }: { form: DraftForm<WalkDraft> }) {
  const here = takenHere();
  const pool = (catalogue.value.requests ?? []).filter(({ id }) => !here.includes(id));
  const draft = form.value.value;
  const taken = pool.find((one) => one.id === draft.request);
  if (pool.length === 0) return null;
  if (taken) {
    return (
      <div class="card row" role="group" aria-label="待办事项">
        <span class="grow"><strong>待办事项 {taken.number} 号</strong><br /><span class="small quiet">{taken.text}</span></span>
        <button type="button" class="button" onClick={() => form.change(handBack(draft, taken))}>不取了</button>
      </div>
    );
  }
  return (
    <section class="stack" aria-label="从待办事项里取（可不取）">
      <h2>从待办事项里取（可不取）</h2>
      <ul class="list">
        {pool.map((one) => (
          <li key={one.id}>
            <button type="button" class="item" onClick={() => form.change(takeUp(draft, one))}>
              <span class="grow">{one.text}<br /><span class="small quiet">{one.number} 号 · {one.whose}</span></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
