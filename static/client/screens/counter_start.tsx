/** Begin a counter session: which window, for what. */
import { newId } from '../store/id';
import { typed, useDraft } from './draft';
import { TextField } from './field';
import { emptyMatter, matterData, MatterPicker } from './matter_picker';
import { replace, to } from './route';
import { Failure, Screen } from './screen';
import { save } from './saving';

const fresh = () => ({ ...emptyMatter, window: '', place: '' });

export function CounterStart() {
  const form = useDraft('counter-start', fresh);
  const draft = form.value.value;
  const begin = async (event: Event): Promise<void> => {
    event.preventDefault();
    const walk = newId();
    const data = {
      as: 'counter', channel: 'hall', ...matterData(draft), window: draft.window, place: draft.place,
    };
    if (await save(walk, [{ kind: 'open', data }], { draft: 'counter-start' })) {
      await form.drop();
      replace(to('walk', walk));
    }
  };
  if (!form.ready.value) return null;
  const foot = <><Failure /><button type="submit" form="start" class="button primary big">开始</button></>;
  return (
    <Screen title="开始坐窗口" back="#/" foot={foot}>
      <form id="start" class="stack" onSubmit={begin} noValidate>
        <TextField id="window" label="窗口" hint="例如：社保 3 号窗口" {...typed(form, 'window')} />
        <TextField id="place" label="地点" {...typed(form, 'place')} />
        <MatterPicker choice={draft} onChange={form.change} onPick={(matter) => {
          if (!draft.place && matter.place) form.change({ place: matter.place });
        }} />
      </form>
    </Screen>
  );
}
