/** A form that keeps what it holds in our own way: the browser neither sends it nor checks it. */
import type { ComponentChildren } from 'preact';

interface Props {
  id?: string;
  label?: string;
  card?: boolean;
  onKeep: () => unknown;
  children: ComponentChildren;
}

export const Form = ({ id, label, card, onKeep, children }: Props) => (
  <form id={id} class={card ? 'card stack' : 'stack'} aria-label={label} noValidate
    onSubmit={(event) => { event.preventDefault(); void onKeep(); }}>
    {children}
  </form>
);
