/** The moments at which a round is worth a try. `navigator.onLine` is no more than a hint, and is not asked. */
import type { Store } from '../store/store';
import type { Reason } from './world';

/** `refresh` is called when counts changed, here or in another tab. Returns the way to stop listening. */
export function listen(store: Store, poke: (reason: Reason) => void, refresh: () => void): () => void {
  const unsubscribe = store.subscribe((change) => {
    if (change.what === 'saved') poke('saved');
    else if (change.what === 'counts') refresh();
  });
  if (typeof window === 'undefined') return unsubscribe;
  const online = () => poke('online');
  const visible = () => {
    if (document.visibilityState === 'visible') poke('visible');
  };
  window.addEventListener('online', online);
  document.addEventListener('visibilitychange', visible);
  return () => {
    unsubscribe();
    window.removeEventListener('online', online);
    document.removeEventListener('visibilitychange', visible);
  };
}
