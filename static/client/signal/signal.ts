/** Values that know who reads them: whoever read one while it ran, runs again when it changes. */
export { batch, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals';
