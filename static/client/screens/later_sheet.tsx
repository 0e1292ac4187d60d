/** 补记: a step that was forgotten, at the time when it began. It stays marked as added later. */
import { useSignal } from './signals';
import type { CatalogueStep } from './catalogue';
import { catalogue, type WalkView } from './live';
import { fromInput, inputValue } from './dates';
import { Chips, held, TextField } from './field';
import { Form } from './form';
import { now } from './now';
import { leave } from './route';
import { save } from './saving';
import { Failure } from './screen';
import { session } from './session';
import { Sheet } from './sheet';
import { templateOf, visitAt } from './walk_facts';

export function LaterSheet({ view, parent }: { view: WalkView; parent: string }) {
  const steps = templateOf(view.state, catalogue.value);
  const chosen = useSignal<string | null>(null);
  const time = useSignal(inputValue(now.peek()));
  const wrong = useSignal('');
  const submit = async (): Promise<void> => {
    const at = fromInput(time.value);
    const step = steps.find((one) => one.step === chosen.value);
    if (!step) { wrong.value = '请选一个环节。'; return; }
    if (at === null || at > now.value) { wrong.value = '请填一个已经过去的时间。'; return; }
    if (await add(view, step, at)) leave(parent);
  };
  return (
    <Sheet title="补记一个环节" parent={parent}>
      <Form onKeep={submit}>
        <Failure />
        <Chips legend="哪个环节" name="later" options={steps.map((step) => [step.step, step.name])} value={chosen.value}
          onChange={(code) => { chosen.value = code; }} />
        <TextField id="later-time" label="开始时间" type="datetime-local" {...held(time)}
          hint="补记的环节会标明「补记」" />
        {wrong.value && <p class="wrong" role="alert">{wrong.value}</p>}
        <button type="submit" class="button primary big">补记</button>
      </Form>
    </Sheet>
  );
}

/** The fold adds the phone's offset to what it reads, so it is taken off the true time that was typed. */
function add({ walk, state }: WalkView, step: CatalogueStep, at: number): Promise<boolean> {
  const here = session.peek();
  const offset = here.kind === 'open' ? here.store.clock().offset ?? 0 : 0;
  const data = { stage: step.stage, step: step.step, visit: visitAt(state, at) };
  return save(walk, [{ kind: 'stage', data, at: at - offset, how: 'later' }], { undo: `已补记「${step.name}」` });
}
