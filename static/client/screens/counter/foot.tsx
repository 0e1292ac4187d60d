/** Under the thumb: one tap for the outcome, one for the next call. */
import type { CaseState } from '../../journal/index';
import { newId } from '../../store/id';
import type { WalkView } from '../../live/walks';
import { nextTicket, OUTCOMES } from '../../facts/counter';
import { typed, useDraft } from '../../live/draft';
import { TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { GoButton } from '../../kit/go_button';
import { keyFace, keyed } from '../../kit/keys';
import { to } from '../../live/route';
import { save } from '../../live/saving';
import { useEffect, useRef } from '../../signal/hooks';
import { saysSo } from '../../kit/says_so';
import { useSettled } from '../../kit/settled';
import { CASE_EVENTS, wordOf } from '../../facts/words';

interface Props { view: WalkView; open: CaseState | null }

export function CounterFoot({ view: { walk, state }, open }: Props) {
  const form = useDraft(`walk/${walk}/case`, () => ({ ticket: '' }));
  const settled = useSettled(open?.case ?? 'idle');
  // Each call is another case: until the screen shows the first, a second tap must not make a second one.
  const calling = useRef(false);
  useEffect(() => { calling.current = false; }, [open?.case]);
  const { ticket } = form.value.value;
  const call = async (called: string): Promise<void> => {
    if (!settled || calling.current) return;
    calling.current = true;
    const undo = open ? '已叫下一位，上一件未记结果' : '已叫下一位';
    const entry = { kind: 'case' as const, data: { case: newId(), event: 'call', ticket: called } };
    // A number that was typed waits while another one is called.
    const own = called !== '' && called === ticket;
    if (!(await save(walk, [entry], { undo, ...(own && { draft: form }) }))) calling.current = false;
    else if (own) await form.drop();
  };
  const answer = (event: string): void => {
    if (!settled || !open) return;
    void save(walk, [{ kind: 'case', data: { case: open.case, event } }], { undo: `已记下「${wordOf(CASE_EVENTS, event)}」` });
  };
  const following = nextTicket(state.counter);
  const button = useRef<HTMLButtonElement>(null);
  // What was pressed has gone. Without this the focus would go to the field, and the next key would be typed into it.
  useEffect(() => { if (document.activeElement === document.body) button.current?.focus({ preventScroll: true }); }, [open?.case]);
  return (
    <>
      {open ? (
        <div class="outcomes">
          {OUTCOMES.map((event, place) => (
            <button type="button" key={event} class={event === 'accept' ? 'button primary' : 'button'}
              aria-disabled={!settled} {...keyed(String(place + 1))} onClick={() => answer(event)}>
              {wordOf(CASE_EVENTS, event)}{keyFace(String(place + 1))}
            </button>
          ))}
        </div>
      ) : (
        <div class="idle">
          <Form draft={form} onKeep={() => call(ticket)}>
            <TextField id="case-ticket" label="号码（可不填）" shortcut="H" {...typed(form, 'ticket')} />
          </Form>
          {following && (
            <button type="button" class="button" aria-disabled={!settled} {...keyed('S')}
              onClick={(event) => { if (saysSo(event, `叫 ${following} 号`)) void call(following); }}>
              叫 {following}<span class="spare"> 号</span>{keyFace('S')}
            </button>
          )}
        </div>
      )}
      <div class="onward">
        <GoButton hash={to('walk', walk, 'pause')} shortcut="Z">暂停</GoButton>
        <button type="button" ref={button} class={open ? 'button big' : 'button primary big'} aria-disabled={!settled}
          {...keyed('J')} onClick={() => void call(open ? '' : ticket)}>叫下一位{keyFace('J')}</button>
      </div>
    </>
  );
}
