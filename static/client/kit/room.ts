/** How much a window shows side by side that a phone shows one screen after another. */
import { signal } from '../signal/signal';
import { size } from './type_size';

// The same widths as css/counter.css.
const widths = ['(min-width: 48rem)', '(min-width: 64rem)'].map((query) => matchMedia(query));
const count = (): number => 1 + widths.filter((one) => one.matches).length;
const fitting = signal(count());
for (const one of widths) one.addEventListener('change', () => { fitting.value = count(); });

/** Columns: 1 on a phone, 2 on a tablet, 3 on a PC; one fewer in the largest type. */
export const columns = (): number => Math.max(1, fitting.value - (size.value === 'huge' ? 1 : 0));
