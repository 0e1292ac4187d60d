/** Begin a counter session: which window, for what. */
import { newId } from '../../store/id';
import { keepAs, typed, useDraft } from '../../live/draft';
import { TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { knownWalks, viewOf } from '../../live/walks';
import { emptyMatter, matterData, MatterPicker, type MatterChoice } from '../../parts/matter_picker';
import { replace, to } from '../../live/route';
import { Failure, Screen } from '../../kit/screen';

// One id for each beginning, made with the draft: a second tap while the first is being stored begins no second session.
interface SessionDraft extends MatterChoice { walk: string; window: string; place: string }
const fresh = (): SessionDraft => ({ ...emptyMatter, walk: newId(), window: '', place: '' });

/** What the last session on this phone was opened with. */
function lastOpened(): Record<string, string> | undefined {
  const views = (knownWalks.value ?? []).map(({ walk }) => viewOf(walk).value);
  return views.find((view) => view?.state.as === 'counter')?.state.open?.fields as Record<string, string> | undefined;
}

export function CounterStart() {
  const form = useDraft('counter-start', fresh);
  const draft = form.value.value;
  const last = lastOpened();
  const begin = async (): Promise<void> => {
    const { walk, window, place } = draft;
    const data = { as: 'counter', channel: 'hall', ...matterData(draft), window, place };
    if (await keepAs(form, walk, { kind: 'open', data })) replace(to('walk', walk));
  };
  const again = (): void => form.change({
    window: String(last?.['window'] ?? ''), place: last?.['place'] ?? '',
    matter: last?.['matter'] ?? null, query: last?.['matter_text'] ?? '',
  });
  const foot = <><Failure /><button type="submit" form="start" class="button primary big">开始</button></>;
  return (
    <Screen title="开始坐窗口" back="#/" foot={foot}>
      <Form id="start" draft={form} onKeep={begin}>
        {last && !draft.window && (
          <button type="button" class="button wide" onClick={again}>
            同上次：{[last['window'], last['place']].filter(Boolean).join(' · ') || '未写窗口'}
          </button>
        )}
        <TextField id="window" label="窗口" hint="例如：社保 3 号窗口" {...typed(form, 'window')} />
        <TextField id="place" label="地点" {...typed(form, 'place')} />
        <MatterPicker form={form} onPick={(matter) => {
          if (!draft.place && matter?.place) form.change({ place: matter.place });
        }} />
      </Form>
    </Screen>
  );
}
