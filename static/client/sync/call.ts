/** One request to our server, and whether the answer is really ours. */

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** `nothing`: no answer, or one that is not ours (a captive portal, a proxy, a cut-off body): change nothing. */
export type Reply = { kind: 'nothing' } | ServerAnswer;

export interface ServerAnswer {
  kind: 'answer';
  status: number;
  server: string;
  /** The server's clock, unix ms, and how long the answer took, ms. */
  time: number;
  rtt: number;
  json: unknown;
  etag: string | null;
  /** Milliseconds the server asks to wait, or null. */
  retryAfter: number | null;
}

export interface Payload {
  json?: unknown;
  bytes?: ArrayBuffer;
  headers?: Record<string, string>;
  timeout?: number;
}

const NOTHING: Reply = { kind: 'nothing' };

function requestOf(method: string, sent: Payload, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = { ...sent.headers };
  // A foreign page cannot set this header without a preflight, which the server never grants.
  if (method !== 'GET') headers['X-ZLC'] = '1';
  if (sent.json !== undefined) headers['Content-Type'] = 'application/json';
  const body = sent.json !== undefined ? JSON.stringify(sent.json) : (sent.bytes ?? null);
  return { method, headers, body, signal, cache: 'no-store' };
}

async function read(response: Response, rtt: number): Promise<Reply> {
  const server = response.headers.get('X-ZLC-Server');
  const time = Number(response.headers.get('X-ZLC-Time') ?? NaN);
  if (!server || !Number.isFinite(time)) return NOTHING;
  const text = await response.text();
  const wait = Number(response.headers.get('Retry-After') ?? NaN);
  return {
    kind: 'answer',
    status: response.status,
    server,
    time,
    rtt,
    json: text === '' ? null : (JSON.parse(text) as unknown),
    etag: response.headers.get('ETag'),
    retryAfter: Number.isFinite(wait) ? wait * 1000 : null,
  };
}

/** Never rejects. `timeout` in ms, 60 s when not said. */
export async function call(fetch: Fetch, method: string, url: string, sent: Payload = {}): Promise<Reply> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), sent.timeout ?? 60_000);
  const began = performance.now();
  try {
    const response = await fetch(url, requestOf(method, sent, control.signal));
    return await read(response, performance.now() - began);
  } catch {
    return NOTHING;
  } finally {
    clearTimeout(timer);
  }
}
