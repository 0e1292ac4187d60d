/** 补记: what was forgotten, at the time when it was. It stays marked as added later. */
import { useRef, useSignal } from '../../signal/hooks';
import type { NewEntry } from '../../store/kept';
import type { CatalogueStep } from '../../facts/catalogue';
import { catalogue, type WalkView } from '../../live/walks';
import { fromInput, inputValue } from '../../facts/dates';
import { typed, useDraft, type DraftForm } from '../../live/draft';
import { Chips, misread, TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { now } from '../../live/now';
import { leave } from '../../live/route';
import { save } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { session } from '../../live/session';
import { Sheet } from '../../kit/sheet';
import { awayWords, templateOf, visitAt } from '../../facts/walk';
import { PEOPLE, ticketSaid } from './ticket';

/** `step` is a step's code, or one of the marks below: steps have codes of the same words. */
interface Forgotten { step: string | null; time: string | null; number: string; ahead: string }

const [LEFT, BACK, TICKET] = ['#leave', '#return', '#ticket'];

export function LaterSheet({ view, parent }: { view: WalkView; parent: string }) {
  const { state } = view;
  const steps = templateOf(state, catalogue.value);
  // Screens tell the time by the second: left as it is, it means after all that was stamped.
  const opened = useRef(Math.max(now.peek(), ...state.spans.map(({ begins }) => begins))).current!;
  const form = useDraft<Forgotten>(`walk/${view.walk}/later`, () => ({ step: null, time: null, number: '', ahead: '' }));
  const wrong = useSignal('');
  const tried = useSignal(false);
  const { leave: left, back } = awayWords(state);
  const options: [string, string][] = [...steps.map(({ step, name }): [string, string] => [step, name]),
    [LEFT, left], [BACK, back], [TICKET, '排队号']];
  const { step: chosen, ahead } = form.value.value;
  const unread = misread(PEOPLE, ahead);
  const submit = async (): Promise<void> => {
    const said = form.value.peek();
    const at = said.time === null ? opened : fromInput(said.time);
    const word = options.find(([code]) => code === said.step)?.[1];
    tried.value = true;
    if (!word) { wrong.value = '请选漏掉了什么。'; return; }
    if (at === null || at > Math.max(now.value, opened)) { wrong.value = '请填一个已经过去的时间。'; return; }
    if (said.step === TICKET && unread) return;
    const entry = entryOf(view, said, steps, at);
    if (!entry) { wrong.value = '请写排队号或前面人数。'; return; }
    if (!(await add(view, entry, at, word, form))) return;
    await form.drop();
    leave(parent);
  };
  return (
    <Sheet title="补记漏掉的" parent={parent}>
      <Form draft={form} onKeep={submit}>
        <Failure />
        <Chips legend="漏掉了什么" name="later" options={options} {...typed(form, 'step')} />
        {chosen === TICKET && (
          <div class="pair">
            <TextField id="later-number" label="排队号" {...typed(form, 'number')} />
            <TextField id="later-ahead" label="前面人数" mode="numeric" wrong={tried.value ? unread : ''} {...typed(form, 'ahead')} />
          </div>
        )}
        <TextField id="later-time" label={chosen?.startsWith('#') ? '时间' : '开始时间'} type="datetime-local"
          {...typed(form, 'time', inputValue(opened))} hint="补记的会标明「补记」" />
        {wrong.value && <p class="wrong" role="alert">{wrong.value}</p>}
        <button type="submit" class="button primary big">补记</button>
      </Form>
    </Sheet>
  );
}

/** Null where nothing was said of the ticket. */
function entryOf({ state }: WalkView, said: Forgotten, steps: CatalogueStep[], at: number): NewEntry | null {
  const visit = visitAt(state, at);
  if (said.step === LEFT) return { kind: 'leave', data: { visit } };
  if (said.step === BACK) return { kind: 'return', data: { visit: visit + 1 } };
  const step = steps.find((one) => one.step === said.step);
  if (step) return { kind: 'stage', data: { stage: step.stage, step: step.step, visit } };
  const data = ticketSaid(said.number, said.ahead);
  return data && { kind: 'ticket', data };
}

/** The fold adds the phone's offset to what it reads, so it is taken off the true time that was typed. */
function add({ walk }: WalkView, entry: NewEntry, at: number, word: string, draft: DraftForm<Forgotten>): Promise<boolean> {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset ?? 0 : 0;
  return save(walk, [{ ...entry, at: at - offset, how: 'later' }], { draft, undo: `已补记「${word}」` });
}
