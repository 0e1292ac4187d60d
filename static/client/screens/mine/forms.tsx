/** 「记进展」 and 「报完成」 of a rectification. What they hold is refused here where the desk would refuse it. */
import { privateNumbers } from '../../facts/private_numbers';
import { isShown, type Mine, type MineView } from '../../facts/mine';
import { shortened } from '../../facts/shortened';
import { TextField } from '../../kit/field';
import { FormFoot, FormScreen } from '../../kit/form_screen';
import { keepAs, typed, useDraft } from '../../live/draft';
import { leave, to } from '../../live/route';
import { useSignal } from '../../signal/hooks';

const LONGEST = 1000;

/** Of a form's draft. */
export const keyOf = ({ id }: Mine, kind: string): string => `mine/${id}/${kind}`;

/** What is wrong with a text; '' when nothing is. */
function wrongIn(text: string, missing: string): string {
  const said = text.trim();
  if (!said) return missing;
  const many = [...said].length;
  if (many > LONGEST) return `请不超过 ${LONGEST} 字，现在有 ${many} 字。`;
  return privateNumbers(said).length > 0 ? '里面像是有身份证号、手机号或银行卡号，请删去再存。' : '';
}

export function ProgressForm({ view: { line } }: { view: MineView }) {
  const parent = to('mine', line.id);
  const form = useDraft(keyOf(line, 'progress'), () => ({ text: '' }));
  const asked = useSignal(false);
  const { text } = form.value.value;
  const wrong = wrongIn(text, '请写进展。');
  const keep = async (): Promise<void> => {
    asked.value = true;
    if (!wrong && await keepAs(form, line.id, { kind: 'progress', data: { text, saw: line.plan } })) leave(parent);
  };
  return (
    <FormScreen title="记进展" parent={parent} draft={form} onKeep={keep} foot={<FormFoot />}>
      <About line={line} />
      <TextField id="text" label="进展" hint="做了什么、还差什么" long required wrong={asked.value ? wrong : ''} {...typed(form, 'text')} />
    </FormScreen>
  );
}

export function SubmissionForm({ view }: { view: MineView }) {
  const { line } = view;
  const shown = isShown(view);
  const parent = to('mine', line.id);
  const form = useDraft(keyOf(line, 'submission'), () => ({ effect: line.drafted ?? '', text: '' }));
  const asked = useSignal(false);
  const { effect, text } = form.value.value;
  const wrong = { effect: wrongIn(effect, '请写整改成效。'), text: wrongIn(text, shown ? '' : '请写佐证：改了什么、哪里看得到、文号；或者先拍照。') };
  const keep = async (): Promise<void> => {
    asked.value = true;
    if (wrong.effect || wrong.text) return;
    if (await keepAs(form, line.id, { kind: 'submission', data: { effect, text, saw: line.plan } })) leave(parent);
  };
  return (
    <FormScreen title="报完成" parent={parent} draft={form} onKeep={keep} foot={<FormFoot />}>
      <About line={line} />
      {!line.planned && (
        <p class="banner amber">手机上看到的，还没有定措施。原因、措施和改好的标准要先在整改清单里定；没有定的话，这次报的不算，内容会留着。</p>
      )}
      <TextField id="effect" label="整改成效" hint={line.criterion && `改好的标准：${line.criterion}`} long required
        wrong={asked.value ? wrong.effect : ''} {...typed(form, 'effect')} />
      <TextField id="text" label={shown ? '佐证（有照片、文件，可不写）' : '佐证'} hint="改了什么、哪里看得到、文号" long required={!shown}
        wrong={asked.value ? wrong.text : ''} {...typed(form, 'text')} />
      <p class="small quiet">报了以后由别人核验，通过了才销号。</p>
    </FormScreen>
  );
}

const About = ({ line: { text } }: { line: Mine }) => <p class="quiet small">{shortened(text)}</p>;
