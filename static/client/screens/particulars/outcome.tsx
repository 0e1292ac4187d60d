import { catalogue, type WalkView } from '../../live/walks';
import { keepAs, typed, useDraft } from '../../live/draft';
import { Chips, options, TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { Meaning } from '../../parts/meaning';
import { hourOf } from '../../facts/dates';
import { entryWords } from '../../facts/entry_words';
import { standing } from '../../facts/walk';
import { RESULTS } from '../../facts/words';

/** What the window said: accepted, 补正, refused, referred, done. */
export function Outcome({ view: { state, walk } }: { view: WalkView }) {
  const form = useDraft(`walk/${walk}/outcome`, () => ({ result: '', reason: '' }));
  const { result, reason } = form.value.value;
  const said = standing(state, 'outcome');
  const keep = async (): Promise<void> => {
    if (!result) return;
    await keepAs(form, walk, { kind: 'outcome', data: { result, reason } }, '办理结果已存下');
  };
  return (
    <>
      {said.length > 0 && (
        <ul class="list" aria-label="已记的结果">
          {said.map((id) => state.entries[id] && (
            <li class="item" key={id}>
              <span class="grow">{entryWords(state.entries[id], state, catalogue.value)}</span>
              <span class="small quiet num">{hourOf(state.entries[id].time)}</span>
            </li>
          ))}
        </ul>
      )}
      <Form card label="窗口怎么说" draft={form} onKeep={keep}>
        <Chips legend="窗口怎么说" name="result" options={options(RESULTS)} layout="even" {...typed(form, 'result')} />
        <Meaning of={['supplement']} />
        <TextField id="reason" label={result === 'supplement' ? '要补什么' : '原因（可不填）'} long {...typed(form, 'reason')} />
        <button type="submit" class="button primary big" disabled={!result}>存下</button>
      </Form>
    </>
  );
}
