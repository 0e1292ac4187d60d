/** What a walk or a session is opened with: asked before it begins, and again when it is to be corrected. */
import type { ComponentChildren } from 'preact';
import { headsOn } from '../facts/catalogue';
import { shown, type Opening, type Said } from '../facts/opening';
import { CHANNELS, MODES } from '../facts/words';
import { typed, type DraftForm } from '../live/draft';
import { session, unitOf } from '../live/session';
import { catalogue } from '../live/walks';
import { Chips, options, TextField } from '../kit/field';
import { MatterPicker } from './matter_picker';

interface Props {
  form: DraftForm<Said>;
  /** What stands in a field while nobody has touched it. */
  now: Opening;
  /** When it begins, or began (ms): who led the unit then is offered. */
  at: number;
}

export function WalkFields({ form, now, at, pool }: Props & { pool?: ComponentChildren }) {
  const { mode, channel } = shown(form.value.value, now);
  const accompanied = mode === 'accompany';
  return (
    <>
      <MatterPicker form={form} recorded={now} />
      <Chips legend="体验方式" name="mode" options={options(MODES)} layout="even" {...typed(form, 'mode', now.mode)} />
      <Chips legend="渠道" name="channel" options={options(CHANNELS)} layout="even" {...typed(form, 'channel', now.channel)} />
      {mode === 'delegate' && (
        <>
          {pool}
          <TextField id="behalf" label="代谁办（不写姓名）" hint="例如：一家餐饮个体户" expected {...typed(form, 'behalf', now.behalf)} />
          <TextField id="ref" label="授权依据" hint="例如：委托书日期；授权材料开始后再拍" expected {...typed(form, 'ref', now.ref)} />
        </>
      )}
      {channel === 'online'
        ? <TextField key="site" id="site" label="网站或应用（可不填）" {...typed(form, 'site', now.site)} />
        : <TextField key="place" id="place" label="地点" expected {...typed(form, 'place', now.place)} />}
      <Head label="走流程的主要负责人" expected form={form} now={now} at={at} />
      <TextField id="companions" expected={accompanied} {...typed(form, 'companions', now.companions)}
        label={accompanied ? '陪同谁（不写姓名）' : '同行人员（可不填）'}
        hint={accompanied ? '例如：一位灵活就业人员' : undefined} />
    </>
  );
}

export const SessionFields = ({ form, now, at }: Props) => (
  <>
    <TextField id="window" label="窗口" hint="例如：社保 3 号窗口" expected {...typed(form, 'window', now.window)} />
    <TextField id="place" label="地点" expected {...typed(form, 'place', now.place)} />
    <Head label="坐窗口的主要负责人（可不填）" form={form} now={now} at={at} />
    <MatterPicker form={form} recorded={now} />
  </>
);

interface HeadProps extends Props { label: string; expected?: boolean }

/** Any name; those who led the unit that day are one tap away. */
function Head({ form, now, at, label, expected = false }: HeadProps) {
  const { head } = shown(form.value.value, now);
  const others = headsOn(catalogue.value, unitOf(session.value), at).filter((name) => name !== head.trim());
  return (
    <>
      <TextField id="head" label={label} expected={expected} {...typed(form, 'head', now.head)} />
      {others.length > 0 && (
        <div class="chips" role="group" aria-label="当天的主要负责人">
          {others.map((name) => (
            <button type="button" class="button" key={name} onClick={() => form.change({ head: name })}>{name}</button>
          ))}
        </div>
      )}
    </>
  );
}
