/** Begin a walk: which matter, how, where. Everything but the matter may stay as it is. */
import { newId } from '../../store/id';
import type { OpenData } from '../../journal/index';
import type { Matter, Request } from '../../facts/catalogue';
import { catalogue, knownWalks, SHOWN, viewOf } from '../../live/walks';
import { keepAs, typed, useDraft, type DraftForm } from '../../live/draft';
import { Chips, options, TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { emptyMatter, matterData, MatterPicker, type MatterChoice } from '../../parts/matter_picker';
import { replace, to } from '../../live/route';
import { Failure, Screen } from '../../kit/screen';
import { session, unitOf } from '../../live/session';
import { CHANNELS, MODES } from '../../facts/words';

interface WalkDraft extends MatterChoice {
  walk: string; mode: string; channel: string; place: string; head: string | null; companions: string; behalf: string; ref: string;
  request: string | null;
}

const fresh = (): WalkDraft => ({
  ...emptyMatter, walk: newId(), mode: 'self', channel: 'hall', place: '', head: null, companions: '', behalf: '', ref: '',
  request: null,
});

/** The head of the recorder's own unit; a name typed in its place stays. */
function ownHead(): string {
  return catalogue.value.units.find((one) => one.id === unitOf(session.value))?.head?.name ?? '';
}

function openData(draft: WalkDraft, head: string): OpenData {
  const { place, companions, behalf, ref, request } = draft;
  return {
    as: 'applicant', mode: draft.mode as OpenData['mode'], channel: draft.channel as OpenData['channel'],
    ...matterData(draft), place, head, companions,
    ...(draft.mode === 'delegate' && {
      delegation: { for: behalf.trim(), ref: ref.trim(), ...(request !== null && { request }) },
    }),
  };
}

export function Start() {
  const form = useDraft('start', fresh);
  const draft = form.value.value;
  const head = draft.head ?? ownHead();
  // One id for each beginning: a second click while the first is being stored begins no second walk.
  const { walk } = draft;
  const named = draft.matter !== null || Boolean(draft.query?.trim());
  const begin = async (): Promise<void> => {
    if (!named) { document.getElementById('matter')?.focus(); return; }
    if (await keepAs(form, walk, { kind: 'open', data: { ...openData(draft, head) } })) replace(to('walk', walk));
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
      <Form id="start" draft={form} onKeep={begin}><Fields form={form} head={head} /></Form>
    </Screen>
  );
}

function Fields({ form, head }: { form: DraftForm<WalkDraft>; head: string }) {
  const draft = form.value.value;
  const accompanied = draft.mode === 'accompany';
  const fill = (matter: Matter | null): void => {
    if (!matter) return;
    if (!draft.place && matter.place) form.change({ place: matter.place });
    if (matter.channels.length === 1) form.change({ channel: matter.channels[0] ?? 'hall' });
  };
  return (
    <>
      <MatterPicker form={form} onPick={fill} />
      <Chips legend="体验方式" name="mode" options={options(MODES)} layout="even" {...typed(form, 'mode')} />
      <Chips legend="渠道" name="channel" options={options(CHANNELS)} layout="even" {...typed(form, 'channel')} />
      {draft.mode === 'delegate' && (
        <>
          <Requests form={form} />
          <TextField id="behalf" label="代谁办（不写姓名）" hint="例如：一家餐饮个体户" {...typed(form, 'behalf')} />
          <TextField id="ref" label="授权依据" hint="例如：委托书日期；授权材料开始后再拍" {...typed(form, 'ref')} />
        </>
      )}
      <TextField id="place" label={draft.channel === 'online' ? '网站或应用' : '地点'} {...typed(form, 'place')} />
      <TextField id="head" label="走流程的主要负责人" {...typed(form, 'head', head)} />
      <TextField id="companions" {...typed(form, 'companions')}
        label={accompanied ? '陪同谁（不写姓名）' : '同行人员（可不填）'}
        hint={accompanied ? '例如：一位灵活就业人员' : undefined} />
    </>
  );
}

/** What this phone's walks have taken already; the catalogue says so only after the next round with the server. */
const takenHere = (): unknown[] => (knownWalks.value ?? []).slice(0, SHOWN).map(({ walk }) => {
  const open = viewOf(walk).value?.state.open;
  return (open?.fields['delegation'] as OpenData['delegation'])?.request;
});

/** The unit's collected requests; taking one fills in what it says. */
function Requests({ form }: { form: DraftForm<WalkDraft> }) {
  const here = takenHere();
  const pool = (catalogue.value.requests ?? []).filter(({ id }) => !here.includes(id));
  const { request } = form.value.value;
  const taken = pool.find((one) => one.id === request);
  const take = ({ id, whose, text, matter }: Request): void =>
    form.change({ request: id, behalf: whose, matter, query: matter ? '' : text });
  if (pool.length === 0) return null;
  if (taken) {
    return (
      <div class="card row" role="group" aria-label="待办事项">
        <span class="grow"><strong>待办事项 {taken.number} 号</strong><br /><span class="small quiet">{taken.text}</span></span>
        <button type="button" class="button" onClick={() => form.change({ request: null })}>不取了</button>
      </div>
    );
  }
  return (
    <section class="stack" aria-label="从待办事项里取（可不取）">
      <h2>从待办事项里取（可不取）</h2>
      <ul class="list">
        {pool.map((one) => (
          <li key={one.id}>
            <button type="button" class="item" onClick={() => take(one)}>
              <span class="grow">{one.text}<br /><span class="small quiet">{one.number} 号 · {one.whose}</span></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
