/** The time for screens: the phone's clock set right by what the server told, so that it fits the fold's times. */
import { signal } from '../signal/signal';

export const now = signal(Date.now());

/** `offset` gives server − device in ms. A length is always taken from timestamps: a phone may sleep. */
export function startTicking(offset: () => number): void {
  const tick = (): void => { if (!document.hidden) now.value = Date.now() + offset(); };
  setInterval(tick, 1000);
  document.addEventListener('visibilitychange', tick);
  tick();
}
