/** A form that keeps what it holds in our own way: the browser neither sends it nor checks it. */
import type { ComponentChildren } from 'preact';
import type { DraftForm } from '../live/draft';
import { Drafted } from './drafted';

interface Props {
  id?: string;
  label?: string;
  card?: boolean;
  draft: DraftForm<object>;
  plain?: boolean;
  onKeep: () => unknown;
  children: ComponentChildren;
}

export const Form = ({ id, label, card, draft, plain, onKeep, children }: Props) => (
  <form id={id} class={card ? 'card stack' : 'stack'} aria-label={label} noValidate
    onSubmit={(event) => { event.preventDefault(); void onKeep(); }}>
    <Drafted form={draft} plain={plain}>{children}</Drafted>
  </form>
);
