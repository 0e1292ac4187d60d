/** The page's side of the service worker, and the only module that touches `navigator.serviceWorker`. */
import { signal, type ReadonlySignal } from '../signal/signal';

const ready = signal(false);
let waiting: ServiceWorker | null = null;
let asked = false;

/** True when a new version has been fetched whole and waits for `applyUpdate`. Shown, never forced. */
export const updateReady: ReadonlySignal<boolean> = ready;

/** Changes to the new version and reloads once. Call it between walks, with every draft saved. */
export function applyUpdate(): void {
  // Asked for in another tab before: it waits no more, and only this page is still of the version before.
  if (waiting?.state !== 'installed') return location.reload();
  asked = true;
  waiting.postMessage('go');
}

/**
 * Registers the worker; resolves true once the app opens without network. Resolves false where there is no worker
 * (in-app browsers, plain HTTP): all but a cold start works.
 */
export async function startWorker(): Promise<boolean> {
  if (!('serviceWorker' in navigator)) return false;
  // Only after an asked-for change: the first worker claiming a fresh page must not reload it.
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!asked) return;
    asked = false;
    location.reload();
  });
  try {
    const registration = await navigator.serviceWorker.register('/field/sw.js', { scope: '/field/' });
    watch(registration);
    const look = () => void registration.update().catch(() => undefined);
    window.addEventListener('online', look);
    setInterval(look, 6 * 3_600_000);
    // Registered is not enough: only an active worker has kept the whole app.
    await navigator.serviceWorker.ready;
    return true;
  } catch {
    return false;
  }
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // Without a controller this is the first install, not an update.
    if (!worker || !navigator.serviceWorker.controller) return;
    waiting = worker;
    ready.value = true;
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker);
    });
  });
}
