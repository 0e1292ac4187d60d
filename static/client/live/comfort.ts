/** What a phone in the hand can do beside showing: stay awake in a queue, answer a step, count on its icon. */
import { isDiscreet } from './discreet';
import { useEffect } from '../signal/hooks';

const FELT_MS = 30;

/** Keeps the screen on while `awake`: in a queue the next tap comes at a moment that nobody chooses. */
export function useAwake(awake: boolean): void {
  useEffect(() => {
    // Not in every browser, and only over HTTPS.
    const { wakeLock } = navigator as Partial<Navigator>;
    if (!awake || !wakeLock) return undefined;
    let lock: WakeLockSentinel | undefined;
    let over = false;
    const ask = (): void => {
      if (document.visibilityState !== 'visible') return;
      // Refused when the battery is low: then the screen goes dark as it would have.
      wakeLock.request('screen').then((got) => {
        void (over ? got : lock)?.release();
        lock = got;
      }, () => undefined);
    };
    ask();
    // The phone takes it back whenever another app is in front.
    document.addEventListener('visibilitychange', ask);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, [awake]);
}

/** A step that is on the disk is felt, for eyes that are elsewhere. */
export async function felt(saved: Promise<boolean>): Promise<boolean> {
  const done = await saved;
  if (done && !isDiscreet()) (navigator as Partial<Navigator>).vibrate?.(FELT_MS);
  return done;
}

/** How much waits to be sent, on the icon of the installed app. */
export function countOnIcon(waiting: number): void {
  const { setAppBadge } = navigator as Partial<Navigator>;
  // 0 takes the number away. Not allowed without being installed: then there is no icon either.
  setAppBadge?.call(navigator, waiting).catch(() => undefined);
}
