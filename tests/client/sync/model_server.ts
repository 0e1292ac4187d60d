/** The contract of docs/sync.md in memory: what the phone may expect of a server, and what it must survive. */
import { createHash } from 'node:crypto';

export const sha = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

export interface Person { id: string; name: string; unit: string }

interface Stored {
  id: string; hash: string; body: string; device: string; seq: number; by: string;
  at_server: number; commit: number; status: 'stored' | 'held';
}

/** What a copy of the database file holds. */
interface Disk {
  epoch: string;
  entries: Map<string, Stored>;
  commits: string[];
  devices: Map<string, string>;
  photos: Map<string, number>;
}

/** lost: the answer is lost after the commit · cut: half of it arrives · crash: before the commit · portal: a 200
 *  page of somebody else · bare: a 401 in JSON of somebody else · twice: the browser repeats the request · a number: that status instead of an answer
 *  · null: this request passes */
export type Fault = null | 'lost' | 'cut' | 'crash' | 'portal' | 'bare' | 'twice' | 'down' | number;

interface Wire { id: string; seq: number; hash: string; chain: string; body: string; at_server?: number }

export class ModelServer {
  id = '0190aaaa-server';
  person: Person | null;
  disk: Disk;
  /** Taken one per request whose path begins so. */
  faults: Fault[] = [];
  faultsAt = '/';
  /** What was asked: "POST /entries". */
  log: string[] = [];
  pushes: Wire[][] = [];
  limits = { entries: 200, bytes: 262_144, entry_bytes: 65_536, photo_bytes: 8_388_608 };
  headers: Record<string, string> = {};
  /** Answers a request in place of the rules, or null to let it pass. */
  odd: ((method: string, path: string, json: any) => [number, unknown] | null) | null = null;
  /** Entries whose presence in a batch makes the server fail. */
  poison = new Set<string>();
  now: () => number;
  /** What was given or told, by device; `givesSecrets` false: a server of before there were any. */
  secrets = new Map<string, string>();
  givesSecrets = true;
  unverified = 0;
  /** 本半年, when the person is a head. */
  duty: object | undefined;
  /** 「我的整改」 of the person, and which mark each question for it named. */
  mine: { mark: string; lines: unknown[] } | undefined;
  marks: string[] = [];
  private devicesMade = 0;
  private epochs = 1;

  constructor(person: Person, now: () => number) {
    this.person = person;
    this.now = now;
    this.disk = { epoch: 'epoch-1', entries: new Map(), commits: [], devices: new Map(), photos: new Map() };
  }

  backup(): Disk {
    const { epoch, entries, commits, devices, photos } = this.disk;
    return { epoch, entries: new Map(entries), commits: [...commits], devices: new Map(devices), photos: new Map(photos) };
  }

  /** `silent`: an older file was copied back, and nobody told the server. */
  restore(copy: Disk, silent: boolean): void {
    this.disk = { ...copy, entries: new Map(copy.entries), commits: [...copy.commits], devices: new Map(copy.devices), photos: new Map(copy.photos) };
    if (!silent) this.disk.epoch = `epoch-${++this.epochs}`;
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const hit = url.replace('/api/v1', '').startsWith(this.faultsAt);
    const fault = hit ? this.faults.shift() : undefined;
    if (fault === 'down' || fault === 'crash') throw new TypeError('Failed to fetch');
    if (fault === 'portal') return new Response('<html>请登录 WiFi</html>', { status: 200 });
    if (fault === 'bare') return new Response('{"error":{"code":"login_required"}}', { status: 401 });
    if (typeof fault === 'number') return this.answer(fault, { error: { code: 'fault', message: '' } });
    if (fault === 'twice') await this.handle(url, init);
    const response = await this.handle(url, init);
    if (fault === 'lost') throw new TypeError('network connection was lost');
    if (fault === 'cut') return new Response((await response.text()).slice(0, -5), response);
    return response;
  };

  private answer(status: number, json: unknown, more: Record<string, string> = {}): Response {
    const headers = { 'X-ZLC-Server': this.id, 'X-ZLC-Time': String(this.now()), ...this.headers, ...more };
    return new Response(status === 304 ? null : JSON.stringify(json), { status, headers });
  }

  private async handle(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url, 'http://server');
    const method = init.method ?? 'GET';
    const path = pathname.replace('/api/v1', '');
    this.log.push(`${method} ${path.replace(/[0-9a-f]{64}/, '<sha>')}`);
    const json = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    const odd = this.odd?.(method, path, json);
    if (odd) return this.answer(odd[0], odd[1]);
    if (!this.person) return this.refuse(401, 'login_required');
    if (method !== 'GET' && (init.headers as Record<string, string>)['X-ZLC'] !== '1') return this.refuse(403, 'missing_header');
    if (path === '/devices') return this.newDevice();
    if (/^\/devices\/.+\/secret$/.test(path)) return this.keepSecret(path.split('/')[2]!, json.secret);
    if (path === '/hello') return this.hello(searchParams.get('device'));
    if (path === '/entries') return this.push(json);
    if (path === '/changes') return this.changes(searchParams);
    if (path === '/photos/missing') return this.answer(200, { missing: json.sha256.filter((one: string) => !this.disk.photos.has(one)) });
    if (path.startsWith('/photos/')) return this.photo(path.slice(8), new Uint8Array(init.body as ArrayBuffer));
    if (path === '/catalogue') return this.catalogue(init.headers as Record<string, string>);
    return this.refuse(404, 'not_found');
  }

  private refuse(status: number, code: string): Response {
    return this.answer(status, { error: { code, message: '' } });
  }

  private newDevice(): Response {
    const device = `device-${++this.devicesMade}`;
    this.disk.devices.set(device, this.person!.id);
    const secret = this.givesSecrets ? { secret: sha(`secret of ${device}`) } : {};
    if (this.givesSecrets) this.secrets.set(device, secret.secret!);
    return this.answer(201, { device, server: this.id, epoch: this.disk.epoch, person: this.person, limits: this.limits, duty: this.duty, ...secret });
  }

  private keepSecret(device: string, secret: string): Response {
    if ((this.secrets.get(device) ?? secret) !== secret) return this.refuse(409, 'has_secret');
    this.secrets.set(device, secret);
    return this.answer(200, { sealed: true });
  }

  private hello(device: string | null): Response {
    if (device && this.disk.devices.get(device) !== this.person!.id) return this.refuse(409, 'no_device');
    const sealed = device ? this.secrets.has(device) : false;
    const more = device ? { acked: this.acked(device), chain: 'ok', sealed, unverified: this.unverified, duty: this.duty } : {};
    return this.answer(200, { server: this.id, epoch: this.disk.epoch, person: this.person, time: this.now(), ...more });
  }

  private acked(device: string): number {
    const seqs = new Set([...this.disk.entries.values()].filter((one) => one.device === device).map((one) => one.seq));
    let acked = 0;
    while (seqs.has(acked + 1)) acked += 1;
    return acked;
  }

  private push(json: { device: string; sent_at: number; entries: Wire[] }): Response {
    this.pushes.push(json.entries);
    if (this.disk.devices.get(json.device) !== this.person!.id) return this.refuse(409, 'no_device');
    if (json.entries.some(({ id }) => this.poison.has(id))) return this.refuse(500, 'oops');
    const bytes = json.entries.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    if (json.entries.length > this.limits.entries || bytes > this.limits.bytes) return this.refuse(413, 'too_large');
    if (json.entries.some(({ body }) => JSON.parse(body).by !== this.person!.id)) return this.refuse(403, 'wrong_person');
    const commit = this.disk.commits.length + 1;
    let forked = false;
    const ids: string[] = [];
    const results = json.entries.map((wire) => {
      const kept = this.disk.entries.get(wire.id);
      if (sha(wire.body) !== wire.hash) return { id: wire.id, status: 'bad_hash', duplicate: false, at: null };
      if (kept && kept.hash !== wire.hash) return { id: wire.id, status: 'id_reused', duplicate: false, at: null };
      if (kept) return { id: wire.id, status: kept.status, duplicate: true, at: kept.at_server };
      forked ||= [...this.disk.entries.values()].some((one) => one.device === json.device && one.seq === wire.seq);
      const { by, at, kind } = JSON.parse(wire.body);
      const at_server = Math.min(wire.at_server ?? at + this.now() - json.sent_at, this.now());
      const status = kind === 'note' && wire.body.includes('hold me') ? 'held' : 'stored';
      const { id, hash, body, seq } = wire;
      this.disk.entries.set(id, { id, hash, body, device: json.device, seq, by, at_server, commit, status });
      ids.push(id);
      return { id, status, duplicate: false, at: at_server, message: status === 'held' ? '等待人工核对' : '' };
    });
    if (ids.length > 0) this.disk.commits.push(sha((this.disk.commits[commit - 2] ?? '') + ids.join()));
    return this.answer(200, {
      epoch: this.disk.epoch, acked: this.acked(json.device), chain: 'ok', forked, time: this.now(), results,
    });
  }

  private changes(query: URLSearchParams): Response {
    const { entries, commits, epoch } = this.disk;
    const [at = '0', chain = ''] = (query.get('cursor') || '0.').split('.');
    const from = Number(at);
    const page = { epoch, entries: [] as unknown[], problems: [] as unknown[], gone: [] as string[], cursor: '', more: false, reset: false };
    if ((commits[from - 1] ?? '').slice(0, 8) !== chain) return this.answer(200, { ...page, reset: true });
    const rows = [...entries.values()].filter((one) => one.commit > from && one.status === 'stored').sort((a, b) => a.commit - b.commit);
    // Whole commits, three at least: pages must not split what belongs together here.
    const last = rows[2]?.commit ?? commits.length;
    page.entries = rows.filter((one) => one.commit <= last).map(({ id, hash, body, at_server, commit }) => ({ id, hash, body, at_server, commit }));
    page.more = rows.some((one) => one.commit > last);
    const end = page.more ? last : commits.length;
    page.cursor = `${end}.${(commits[end - 1] ?? '').slice(0, 8)}`;
    const has = query.get('mine') ?? '';
    if (!page.more) this.marks.push(has);
    return this.answer(200, !page.more && this.mine && this.mine.mark !== has ? { ...page, mine: this.mine } : page);
  }

  private photo(hash: string, bytes: Uint8Array): Response {
    if (sha(bytes) !== hash) return this.refuse(422, 'hash_mismatch');
    const known = this.disk.photos.has(hash);
    this.disk.photos.set(hash, bytes.length);
    return this.answer(known ? 200 : 201, { sha256: hash, bytes: bytes.length });
  }

  private catalogue(headers: Record<string, string>): Response {
    if (headers['If-None-Match'] === '"c1"') {
      this.log.push('304');
      return this.answer(304, null, { ETag: '"c1"' });
    }
    return this.answer(200, { version: 'c1', matters: [] }, { ETag: '"c1"' });
  }
}
