/**
 * Opens the field app without network. It keeps the shell and the files it needs, and nothing else:
 *
 *   install   fetch the whole list, or fail and stay with the version before
 *   go        (from the page, when the person agrees) take over from the version before
 *   fetch     GET of our own: a navigation gets its kept page or else the shell, a kept file comes from the cache
 *   share     a picture that Android shares into the app is kept on the phone, and a screen asks where it belongs
 *   clean     drop older versions once no page of the app is open that might still want them
 *
 * It never sees /api/: a re-sent POST loses its body on iOS (enketo#1584), and rights are the server's to check.
 */
import { putShared } from '../static/client/store/photos/inbox';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: every file of the app, and a hash of them all. */
declare const PRECACHE: string[];
declare const VERSION: string;

const SHELL = '/field/';
const SHARE = '/field/share/';
const HASHED = '/static/dist/';
const FAMILY = 'zlc-field-';
const CACHE = FAMILY + VERSION;

self.addEventListener('install', (event) => {
  // 'reload' passes by the HTTP cache; a file with its hash in its name is what it is, and the page has just fetched it.
  const request = (url: string) =>
    new Request(url, { cache: url.startsWith(HASHED) ? 'default' : 'reload' });
  // No skipWaiting: a walk under way is never interrupted.
  const fresh = PRECACHE.map(request);
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh).then(() => cache.matchAll()).then(allOurs)));
});

/** A hall's WiFi may have answered half-way, with 200 and a page of its own: such a version is never taken. */
function allOurs(kept: readonly Response[]): void {
  if (!kept.every(({ headers }) => headers.has('X-ZLC'))) throw TypeError();
}

self.addEventListener('activate', (event) => event.waitUntil(clean()));

self.addEventListener('message', (event) => {
  if (event.data === 'go') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // From the phone to the phone: nothing of it was ever meant for the network.
  if (request.method === 'POST' && url.href === self.location.origin + SHARE) return event.respondWith(share(request));
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    if (!url.pathname.startsWith(SHELL)) return;
    event.respondWith(page(request, PRECACHE.includes(url.pathname) ? url.pathname : SHELL));
    event.waitUntil(clean());
  } else if (PRECACHE.includes(url.pathname) || url.pathname.startsWith(HASHED)) {
    event.respondWith(kept(request));
  }
});

/** Answers when every picture is on the disk, else says that one is not. */
async function share(request: Request): Promise<Response> {
  let end = '';
  try {
    const given = (await request.formData()).getAll('photos');
    await putShared(given.filter((one): one is File => one instanceof File));
  } catch {
    end = '/failed';
  }
  return Response.redirect(`${SHELL}#/shared${end}`, 303);
}

/** A page of this version; from the network only if the browser has thrown the cache away. */
async function page(request: Request, path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(path)) ?? fetch(request);
}

/** Of any version kept: a page opened before an update still finds its own files. */
async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function clean(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.some((page) => new URL(page.url).pathname.startsWith(SHELL))) return;
  const old = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);
  // A version that is just being installed has its cache already, and no page yet.
  if (self.registration.installing || self.registration.waiting) return;
  await Promise.all(old.map((name) => caches.delete(name)));
}
