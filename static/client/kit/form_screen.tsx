/** The frame of a form that adds one entry to a walk. */
import type { ComponentChildren } from 'preact';
import type { DraftForm } from '../live/draft';
import { Form } from './form';
import { Failure, Screen } from './screen';
import { saving } from '../live/saving';

interface Props {
  title: string;
  /** Hash of the screen above. */
  parent: string;
  side?: string;
  tabs?: ComponentChildren;
  foot?: ComponentChildren;
  silent?: boolean;
  draft?: DraftForm<object>;
  onKeep?: () => unknown;
  children: ComponentChildren;
}

export const FormScreen = ({ title, parent, side, tabs, foot, silent, draft, onKeep, children }: Props) => (
  <Screen title={title} back={parent} tabs={tabs} foot={foot} silent={silent}
    side={side && <span class="small quiet">{side}</span>}>
    {draft && onKeep ? <Form id="form" draft={draft} plain onKeep={onKeep}>{children}</Form> : children}
  </Screen>
);

/** 「存下」 under the thumb; `onDiscard` only while there is something to throw away, and not where one taps to keep it. */
export const FormFoot = ({ onDiscard }: { onDiscard?: (() => Promise<void>) | undefined }) => (
  <>
    <Failure />
    {onDiscard && <button type="button" class="button plain discard" onClick={() => void onDiscard()}>不记了</button>}
    <button type="submit" form="form" class="button primary big" aria-disabled={saving.value}>存下</button>
  </>
);
