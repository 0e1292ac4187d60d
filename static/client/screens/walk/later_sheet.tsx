/** 补记: a step that was forgotten, at the time when it began. It stays marked as added later. */
import { useRef, useSignal } from '../../signal/hooks';
import type { CatalogueStep } from '../../facts/catalogue';
import { catalogue, type WalkView } from '../../live/walks';
import { fromInput, inputValue } from '../../facts/dates';
import { typed, useDraft, type DraftForm } from '../../live/draft';
import { Chips, TextField } from '../../kit/field';
import { Form } from '../../kit/form';
import { now } from '../../live/now';
import { leave } from '../../live/route';
import { save } from '../../live/saving';
import { Failure } from '../../kit/screen';
import { session } from '../../live/session';
import { Sheet } from '../../kit/sheet';
import { templateOf, visitAt } from '../../facts/walk';

interface Forgotten { step: string | null; time: string | null }

export function LaterSheet({ view, parent }: { view: WalkView; parent: string }) {
  const steps = templateOf(view.state, catalogue.value);
  const opened = useRef(inputValue(now.peek())).current!;
  const form = useDraft<Forgotten>(`walk/${view.walk}/later`, () => ({ step: null, time: null }));
  const wrong = useSignal('');
  const submit = async (): Promise<void> => {
    const said = form.value.peek();
    const at = fromInput(said.time ?? opened);
    const step = steps.find((one) => one.step === said.step);
    if (!step) { wrong.value = '请选一个环节。'; return; }
    if (at === null || at > now.value) { wrong.value = '请填一个已经过去的时间。'; return; }
    if (!(await add(view, step, at, form))) return;
    await form.drop();
    leave(parent);
  };
  return (
    <Sheet title="补记一个环节" parent={parent}>
      <Form draft={form} onKeep={submit}>
        <Failure />
        <Chips legend="哪个环节" name="later" options={steps.map((step) => [step.step, step.name])} {...typed(form, 'step')} />
        <TextField id="later-time" label="开始时间" type="datetime-local" {...typed(form, 'time', opened)}
          hint="补记的环节会标明「补记」" />
        {wrong.value && <p class="wrong" role="alert">{wrong.value}</p>}
        <button type="submit" class="button primary big">补记</button>
      </Form>
    </Sheet>
  );
}

/** The fold adds the phone's offset to what it reads, so it is taken off the true time that was typed. */
function add({ walk, state }: WalkView, step: CatalogueStep, at: number, draft: DraftForm<Forgotten>): Promise<boolean> {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset ?? 0 : 0;
  const data = { stage: step.stage, step: step.step, visit: visitAt(state, at) };
  return save(walk, [{ kind: 'stage', data, at: at - offset, how: 'later' }], { draft, undo: `已补记「${step.name}」` });
}
