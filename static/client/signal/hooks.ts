/**
 * What components remember and follow: a component that reads a signal while it renders, renders again when the
 * signal changes; what it makes with these hooks at its first rendering, it finds again at the next.
 */
import { options, type Component, type VNode } from 'preact';
import { forget, readAs, signal, type Reader, type Signal } from './signal';

/** Preact's own names for the moment before a component renders, and for its component: its hooks go by them too. */
interface Moments { __r?: (vnode: VNode) => void }
type Rendered = VNode & { __c?: Component | null };

interface Effect { deps: unknown[] | null; stop: (() => void) | void }
interface Memory extends Reader { cells: unknown[]; next: number; gone: boolean }

const memories = new WeakMap<Component, Memory>();
let rendering: Memory;

function memoryOf(component: Component): Memory {
  const made: Memory = memories.get(component) ??
    { seen: new Set(), again: () => component.setState({}), cells: [], next: 0, gone: false };
  memories.set(component, made);
  return made;
}

(options as Moments).__r = (vnode) => {
  const component = (vnode as Rendered).__c;
  if (!component) return;
  rendering = memoryOf(component);
  rendering.next = 0;
  forget(rendering);
  readAs(rendering);
};

// Children render between the two: each takes over from the one above, which has read all it wants by then.
options.diffed = () => void readAs(null);

options.unmount = (vnode) => {
  const component = (vnode as Rendered).__c;
  const memory = component && memories.get(component);
  if (!memory) return;
  memory.gone = true;
  forget(memory);
  for (const cell of memory.cells) (cell as Effect).stop?.();
};

function remembered<T>(make: () => T): T {
  const { cells, next } = rendering;
  rendering.next += 1;
  if (next === cells.length) cells.push(make());
  return cells[next] as T;
}

/** A signal of this component's own. */
export const useSignal = <T>(first: T): Signal<T> => remembered(() => signal(first));

export const useRef = <T>(first: T | null): { current: T | null } => remembered(() => ({ current: first }));

/** Runs `act` once the page shows this rendering, if any of `deps` is another than last time; `act` answers how to stop. */
export function useEffect(act: () => (() => void) | void, deps: unknown[]): void {
  const kept = remembered<Effect>(() => ({ deps: null, stop: undefined }));
  if (kept.deps?.every((one, place) => one === deps[place])) return;
  kept.deps = deps;
  const memory = rendering;
  queueMicrotask(() => {
    if (memory.gone) return;
    kept.stop?.();
    kept.stop = act();
  });
}
