/** The worker in a pretended browser: what it answers, what it leaves alone, and when it makes way. */
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';

type Handler = (event: object) => void;

const world = globalThis as unknown as Record<string, any>;
const handlers: Record<string, Handler> = {};
const shelves = new Map<string, Map<string, string>>();
let pages: { url: string }[] = [];
let missing: string | null = null;
/** The path that a hall's WiFi answered with its own page. */
let portal: string | null = null;
let skipped = 0;
let asked: Request[] = [];

const shelf = (name: string) => {
  if (!shelves.has(name)) shelves.set(name, new Map());
  const kept = shelves.get(name)!;
  return {
    async addAll(requests: Request[]) {
      asked = requests;
      if (requests.some(({ url }) => missing !== null && url.endsWith(missing))) throw new TypeError('404');
      for (const { url } of requests) kept.set(new URL(url).pathname, name);
    },
    matchAll: async () => [...kept.keys()].map((path) => ({ headers: new Headers(path === portal ? {} : { 'X-ZLC': '1' }) })),
    match: async (path: string) => kept.has(path) ? `${name} ${path}` : undefined,
  };
};

world.PRECACHE = ['/field/', '/field/handbook/', '/static/dist/field-1.js'];
world.VERSION = 'v2';
world.location = { origin: 'http://phone' };
// Node's Request knows no page to resolve a path against, and no "navigate".
world.Request = class {
  url: string;
  constructor(path: string, readonly init: object) {
    this.url = new URL(path, 'http://phone').href;
  }
};
world.caches = {
  open: async (name: string) => shelf(name),
  keys: async () => [...shelves.keys()],
  delete: async (name: string) => shelves.delete(name),
  match: async ({ url }: Request) => [...shelves.values()].map((kept) => kept.get(new URL(url).pathname)).find(Boolean),
};
world.fetch = async ({ url }: Request) => `network ${url}`;
world.self = {
  location: world.location,
  registration: { installing: null, waiting: null },
  clients: { matchAll: async () => pages },
  skipWaiting: async () => skipped++,
  addEventListener: (name: string, handler: Handler) => (handlers[name] = handler),
};
await import('../../../service-worker/service-worker');

/** What the worker answers, or undefined when it leaves the request to the browser. */
async function answer(path: string, mode = 'no-cors', method = 'GET', origin = 'http://phone'): Promise<unknown> {
  let answered: unknown;
  const work: unknown[] = [];
  handlers.fetch!({
    request: { url: origin + path, mode, method },
    respondWith: (response: unknown) => (answered = response),
    waitUntil: (more: unknown) => work.push(more),
  });
  await Promise.all(work);
  return answered;
}

async function tell(name: string, data?: unknown): Promise<void> {
  const work: unknown[] = [];
  handlers[name]!({ data, waitUntil: (more: unknown) => work.push(more) });
  await Promise.all(work);
}

beforeEach(() => {
  shelves.clear();
  [pages, missing, portal, skipped] = [[], null, null, 0];
});

test('installing fetches past the HTTP cache what has no hash in its name, and waits', async () => {
  await tell('install');
  assert.deepEqual(asked.map((one: any) => one.init.cache), ['reload', 'reload', 'default']);
  assert.deepEqual([...shelves.keys()], ['zlc-field-v2']);
  assert.equal(skipped, 0);
  await tell('message', 'anything');
  assert.equal(skipped, 0);
  await tell('message', 'go');
  assert.equal(skipped, 1);
});

test('a file that fails makes the whole install fail', async () => {
  missing = 'field-1.js';
  await assert.rejects(tell('install'), TypeError);
});

test('a page of the WiFi in place of a file makes the whole install fail', async () => {
  portal = '/static/dist/field-1.js';
  await assert.rejects(tell('install'));
});

test('the app opens from what is kept, wherever in it', async () => {
  await tell('install');
  assert.equal(await answer('/field/', 'navigate'), 'zlc-field-v2 /field/');
  assert.equal(await answer('/field/anything?x=1', 'navigate'), 'zlc-field-v2 /field/');
  assert.equal(await answer('/field/handbook/', 'navigate'), 'zlc-field-v2 /field/handbook/');
  assert.equal(await answer('/static/dist/field-1.js'), 'zlc-field-v2');
  assert.equal(await answer('/static/dist/field-0.js'), 'network http://phone/static/dist/field-0.js');
});

test('a browser that threw the cache away still opens the app with network', async () => {
  assert.equal(await answer('/field/', 'navigate'), 'network http://phone/field/');
});

test('it keeps its hands off everything else', async () => {
  await tell('install');
  for (const path of ['/api/v1/hello', '/api/v1/photos/x', '/field/sw.js', '/static/icons/other.png']) {
    assert.equal(await answer(path), undefined, path);
  }
  assert.equal(await answer('/problems', 'navigate'), undefined);
  assert.equal(await answer('/field/', 'navigate', 'POST'), undefined);
  assert.equal(await answer('/field/share/', 'navigate', 'POST', 'http://elsewhere'), undefined);
  assert.equal(await answer('/field/share/?x', 'navigate', 'POST'), undefined);
  assert.equal(await answer('/static/dist/field-1.js', 'cors', 'GET', 'http://elsewhere'), undefined);
});

test('older versions stay while a page of the app is open, and go afterwards', async () => {
  for (const name of ['zlc-field-v1', 'zlc-field-v2', 'another']) shelf(name);
  pages = [{ url: 'http://phone/field/#/walk' }];
  await tell('activate');
  assert.equal(shelves.size, 3);
  pages = [{ url: 'http://phone/problems' }];
  world.self.registration.waiting = {};
  await answer('/field/', 'navigate');
  assert.equal(shelves.size, 3);
  world.self.registration.waiting = null;
  await answer('/field/', 'navigate');
  assert.deepEqual([...shelves.keys()], ['zlc-field-v2', 'another']);
});
