/** Signals in components: one that reads a signal while it renders, renders again when the signal changes. */
import { options, type Component, type VNode } from 'preact';
import { useState } from 'preact/hooks';
import { forget, readAs, signal, type Reader, type Signal } from '../signal/signal';

/** Preact's own name for the moment before a component renders, the one its hooks and devtools go by too. */
interface Moments { __r?: (vnode: VNode) => void }
type Rendered = VNode & { __c?: Component | null };

const readers = new WeakMap<Component, Reader>();
const moments = options as typeof options & Moments;
const { __r: before, diffed, unmount } = moments;

function readerOf(component: Component): Reader {
  const known = readers.get(component);
  if (known) return known;
  const made: Reader = { seen: new Set(), again: () => component.setState({}) };
  readers.set(component, made);
  return made;
}

moments.__r = (vnode) => {
  before?.(vnode);
  const component = (vnode as Rendered).__c;
  if (!component) return;
  const reader = readerOf(component);
  forget(reader);
  readAs(reader);
};

// Its children render between the two: each takes over from the one above, which has read all it wants by then.
options.diffed = (vnode) => {
  readAs(null);
  diffed?.(vnode);
};

options.unmount = (vnode) => {
  const component = (vnode as Rendered).__c;
  const reader = component && readers.get(component);
  if (reader) forget(reader);
  unmount?.(vnode);
};

/** A signal of this component's own. */
export function useSignal<T>(first: T): Signal<T> {
  return useState(() => signal(first))[0];
}
