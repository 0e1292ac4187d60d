import { useSignal } from '../../signal/hooks';
import { catalogue, type WalkView } from '../../live/walks';
import { keepAs, typed, useDraft } from '../../live/draft';
import { misread, options, Tags, TextField, type NumberShape } from '../../kit/field';
import { Form } from '../../kit/form';
import { entryWords } from '../../facts/entry_words';
import { standing } from '../../facts/walk';
import { BROKER_TAGS } from '../../facts/words';

const FEE: NumberShape = [/^\d{1,9}(\.\d{1,2})?$/, '只写数字，例如 300；约数写在说明里。'];
const DAYS: NumberShape = [/^\d{1,4}$/, '只写整天数，例如 3；约数写在说明里。'];

/** Intermediary services the applicant had to buy: who, how much, how long. */
export function Broker({ view: { state, walk } }: { view: WalkView }) {
  const form = useDraft(`walk/${walk}/intermediary`, () => ({ name: '', fee: '', days: '', tags: [] as string[], note: '' }));
  const wrong = useSignal('');
  const draft = form.value.value;
  const known = standing(state, 'intermediary');
  const keep = async (): Promise<void> => {
    wrong.value = '请写机构或服务的名称。';
    if (!draft.name.trim() || misread(FEE, draft.fee) || misread(DAYS, draft.days)) return;
    const data = {
      name: draft.name, tags: draft.tags, note: draft.note,
      ...(draft.fee.trim() && { fee: Number(draft.fee) }), ...(draft.days.trim() && { days: Number(draft.days) }),
    };
    wrong.value = '';
    await keepAs(form, walk, { kind: 'intermediary', data }, '中介服务已存下');
  };
  return (
    <>
      {known.length > 0 && (
        <ul class="list" aria-label="已记的中介服务">
          {known.map((id) => state.entries[id] && (
            <li class="item" key={id}>{entryWords(state.entries[id], state, catalogue.value)}</li>
          ))}
        </ul>
      )}
      <Form card label="中介服务" draft={form} onKeep={keep}>
        <TextField id="broker" label="机构或服务" required wrong={draft.name.trim() ? '' : wrong.value}
          {...typed(form, 'name')} />
        <div class="pair">
          <TextField id="fee" label="费用（元）" mode="decimal" wrong={wrong.value && misread(FEE, draft.fee)} {...typed(form, 'fee')} />
          <TextField id="days" label="用时（天）" mode="numeric" wrong={wrong.value && misread(DAYS, draft.days)} {...typed(form, 'days')} />
        </div>
        <Tags legend="有没有这些情况" options={options(BROKER_TAGS)} {...typed(form, 'tags')} />
        <TextField id="broker-note" label="说明（可不填）" {...typed(form, 'note')} />
        <button type="submit" class="button primary big">存下</button>
      </Form>
    </>
  );
}
