import { useEffect, useSignal } from '../signal/hooks';

const SETTLE_MS = 600;

/**
 * False for a moment whenever `meaning` changes: the second half of a double tap, on this button or on 「存下」 in the
 * same place a screen earlier, must not do what the button has only just begun to mean.
 */
export function useSettled(meaning: string): boolean {
  const settled = useSignal('');
  useEffect(() => {
    const timer = setTimeout(() => { settled.value = meaning; }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [meaning]);
  return settled.value === meaning;
}
