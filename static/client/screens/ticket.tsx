import { useSignal } from './signals';
import type { WalkView } from './live';
import { keepAs, typed, useDraft } from './draft';
import { TextField } from './field';
import { Form } from './form';
import { ticketOf } from './walk_facts';

/** The number drawn and how many are ahead, asked only while queueing. */
export function Ticket({ view }: { view: WalkView }) {
  const { state, walk } = view;
  const open = useSignal(false);
  const form = useDraft(`walk/${walk}/ticket`, () => ({ number: '', ahead: '' }));
  const span = state.running === null ? undefined : state.spans[state.running];
  if (span?.kind !== 'waiting') return null;
  if (!open.value) {
    return (
      <button type="button" class="button wide" onClick={() => { open.value = true; }}>
        {ticketOf(state) ? '更新排队号和人数' : '记排队号和前面人数'}
      </button>
    );
  }
  const { number, ahead } = form.value.value;
  const people = /^\d{1,4}$/.test(ahead.trim()) ? Number(ahead) : null;
  const keep = async (): Promise<void> => {
    const data = { number, ...(people !== null && { ahead: people }) };
    if (!number.trim() && people === null) { open.value = false; return; }
    if (await keepAs(form, walk, { kind: 'ticket', data }, '已记下排队号')) open.value = false;
  };
  return (
    <Form card label="记排队号" onKeep={keep}>
      <div class="pair">
        <TextField id="ticket-number" label="排队号" {...typed(form, 'number')} />
        <TextField id="ticket-ahead" label="前面人数" mode="numeric" {...typed(form, 'ahead')} />
      </div>
      <button type="submit" class="button wide">存下排队号</button>
    </Form>
  );
}
