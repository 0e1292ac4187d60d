import { useSignal } from '../../signal/hooks';
import type { NewEntry } from '../../store/kept';
import type { WalkView } from '../../live/walks';
import { keepAs, typed, useDraft } from '../../live/draft';
import { misread, TextField, type NumberShape } from '../../kit/field';
import { Form } from '../../kit/form';
import { awaitsTurn, ticketOf } from '../../facts/walk';

export const PEOPLE: NumberShape = [/^\d{1,4}$/, '只写数字，例如 12。'];

/** What was typed of a ticket, as its entry; null where nothing was. */
export const ticketSaid = (number: string, ahead: string): NewEntry['data'] | null =>
  (number.trim() || ahead.trim() ? { number, ...(ahead.trim() && { ahead: Number(ahead) }) } : null);

/** The number drawn and how many are ahead, asked only while queueing. */
export function Ticket({ view }: { view: WalkView }) {
  const { state, walk } = view;
  const open = useSignal(false);
  const tried = useSignal(false);
  const form = useDraft(`walk/${walk}/ticket`, () => ({ number: '', ahead: '' }));
  // What was typed and not kept stays in sight, whatever is being done by now.
  const { number, ahead } = form.value.value;
  const left = form.resumed.value || form.given.value !== null || number + ahead !== '';
  if (!awaitsTurn(state) && !left) return null;
  if (!form.ready.value) return null;
  if (!open.value && !left) {
    return (
      <button type="button" class="button wide" onClick={() => { open.value = true; }}>
        {ticketOf(state) ? '更新排队号和人数' : '记排队号和前面人数'}
      </button>
    );
  }
  const keep = async (): Promise<void> => {
    tried.value = true;
    if (misread(PEOPLE, ahead)) return;
    const data = ticketSaid(number, ahead);
    if (!data) { open.value = false; return form.drop(); }
    tried.value = false;
    if (await keepAs(form, walk, { kind: 'ticket', data }, '已记下排队号')) open.value = false;
  };
  return (
    <Form card label="记排队号" draft={form} onKeep={keep}>
      <div class="pair top">
        <TextField id="ticket-number" label="排队号" {...typed(form, 'number')} />
        <TextField id="ticket-ahead" label="前面人数" mode="numeric" wrong={tried.value ? misread(PEOPLE, ahead) : ''}
          {...typed(form, 'ahead')} />
      </div>
      <button type="submit" class="button wide">存下排队号</button>
    </Form>
  );
}
