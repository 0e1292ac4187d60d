/** Begin a counter session: which window, for what. */
import { newId } from '../../store/id';
import { matterWith } from '../../facts/catalogue';
import { offered, openingOf, sessionData, shown, untouched, type Said } from '../../facts/opening';
import { keepAs, useDraft } from '../../live/draft';
import { Form } from '../../kit/form';
import { catalogue, knownWalks, viewOf } from '../../live/walks';
import { now } from '../../live/now';
import { SessionFields } from '../../parts/opening_fields';
import { replace, to } from '../../live/route';
import { Failure, Screen } from '../../kit/screen';

// One id for each beginning, made with the draft: a second tap while the first is being stored begins no second session.
interface SessionDraft extends Said { walk: string }
const fresh = (): SessionDraft => ({ ...untouched(), walk: newId() });

/** What the last session on this phone was opened with. */
function lastOpened() {
  const views = (knownWalks.value ?? []).map(({ walk }) => viewOf(walk).value);
  const open = views.find((view) => view?.state.as === 'counter')?.state.open;
  return open && openingOf(open.fields);
}

export function CounterStart() {
  const form = useDraft('counter-start', fresh);
  const draft = form.value.value;
  const last = lastOpened();
  const offer = offered(matterWith(catalogue.value, draft.matter), '');
  const begin = async (): Promise<void> => {
    const { walk } = draft;
    const data = { ...sessionData(shown(draft, offer)) };
    if (await keepAs(form, walk, { kind: 'open', data })) replace(to('walk', walk));
  };
  const again = ({ window, place, matter, query }: NonNullable<typeof last>): void => form.change({ window, place, matter, query });
  const foot = <><Failure /><button type="submit" form="start" class="button primary big">开始</button></>;
  return (
    <Screen title="开始坐窗口" back="#/" foot={foot}>
      <Form id="start" draft={form} onKeep={begin}>
        {last && !draft.window && (
          <button type="button" class="button wide" onClick={() => again(last)}>
            同上次：{[last.window, last.place].filter(Boolean).join(' · ') || '未写窗口'}
          </button>
        )}
        <SessionFields form={form} now={offer} at={now.peek()} />
      </Form>
    </Screen>
  );
}
