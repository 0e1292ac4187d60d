import { catalogue, type WalkView } from './live';
import { typed, useDraft } from './draft';
import { Chips, options, TextField } from './field';
import { hourOf } from './dates';
import { lineOf } from './entry_words';
import { save } from './saving';
import { RESULTS } from './words';

/** What the window said: accepted, 补正, refused, referred, done. */
export function Outcome({ view: { state, walk } }: { view: WalkView }) {
  const key = `walk/${walk}/outcome`;
  const form = useDraft(key, () => ({ result: '', reason: '' }));
  const { result, reason } = form.value.value;
  const said = state.order.filter((id) => state.entries[id]?.kind === 'outcome' && !state.entries[id]?.void);
  const keep = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!result) return;
    if (await save(walk, [{ kind: 'outcome', data: { result, reason } }], { draft: key, undo: '办理结果已存下' })) await form.drop();
  };
  return (
    <>
      {said.length > 0 && (
        <ul class="list" aria-label="已记的结果">
          {said.map((id) => state.entries[id] && (
            <li class="item" key={id}>
              <span class="grow">{lineOf(state.entries[id], catalogue.value)}</span>
              <span class="small quiet num">{hourOf(state.entries[id].time)}</span>
            </li>
          ))}
        </ul>
      )}
      <form class="card stack" onSubmit={keep} aria-label="窗口怎么说" noValidate>
        <Chips legend="窗口怎么说" name="result" options={options(RESULTS)} layout="even" {...typed(form, 'result')} />
        <TextField id="reason" label={result === 'supplement' ? '要补什么' : '原因（可不填）'} long {...typed(form, 'reason')} />
        <button type="submit" class="button primary big" disabled={!result}>存下</button>
      </form>
    </>
  );
}
