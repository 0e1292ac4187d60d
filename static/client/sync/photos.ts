/** Photos go one by one after the entries, and are asked about again until two days agree that they are safe. */
import { sha256Hex } from '../journal/index';
import { pictureType } from '../store/photos/picture_type';
import type { PhotoStateRow } from '../store/schema';
import { DEFAULT_LIMITS, type Engine } from './engine';
import { codeOf, OVER_QUOTA, Halt, haltFor } from './halt';

const TRIES = 3;
const ASK_AT_ONCE = 500;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHANGHAI_MS = 8 * HOUR;

/** The bytes, if they still are what their hash says. */
async function soundBytes(engine: Engine, row: PhotoStateRow): Promise<ArrayBuffer | null> {
  const bytes = await engine.store.photo(row.sha256);
  if (bytes && (await sha256Hex(bytes)) === row.sha256) return bytes;
  await engine.store.outbox.changePhoto(row.sha256, (kept) => ({ ...kept, state: 'damaged', here: bytes !== null }));
  return null;
}

/** What the server says of a photo that it will never take. */
const wordsOf = (json: unknown): string => (json as { error?: { message?: string } } | null)?.error?.message ?? '';

/** True when the server has it, or when it will not do to try it again. */
async function sendOne(engine: Engine, row: PhotoStateRow, mostBytes: number): Promise<boolean> {
  const { outbox } = engine.store;
  /** `final`: not to be sent again but by hand; each start of the app would spend megabytes in vain. */
  const stick = (why = '', final = true) =>
    outbox.changePhoto(row.sha256, (kept) => ({ ...kept, state: 'stuck', why, final })).then(() => true);
  const bytes = await soundBytes(engine, row);
  if (!bytes) return true;
  if (bytes.byteLength > mostBytes) return stick(`照片超过 ${Math.floor(mostBytes / 2 ** 20)} MB，手机又缩不小，没有上传，仍在本机。`);
  outbox.setSending(row.sha256);
  const { status, ...answer } = await engine.ask('PUT', `/photos/${row.sha256}`, {
    bytes,
    headers: { 'Content-Type': pictureType(bytes) || 'application/octet-stream' },
    // A slow line still moves 4 KB a second.
    timeout: 30_000 + bytes.byteLength / 4,
  });
  if (status === 200 || status === 201) {
    await outbox.changePhoto(row.sha256, (kept) => ({ ...kept, state: 'received', tries: 0 }));
    return true;
  }
  const itsOwnFault = status === 413 || status === 415 || status === 422;
  if (!itsOwnFault && status !== 500) {
    if (codeOf(answer.json) === 'over_quota') engine.photosFrom = engine.world.now() + (answer.retryAfter ?? HOUR);
    throw haltFor({ ...answer, status });
  }
  // Only what was spoilt on its way may be whole the next time.
  const spoilt = status === 422 && codeOf(answer.json) !== 'not_an_image';
  const tries = row.tries + 1;
  await outbox.changePhoto(row.sha256, (kept) => ({ ...kept, tries }));
  if (itsOwnFault && (!spoilt || tries >= TRIES)) return stick(wordsOf(answer.json), !spoilt);
  return false;
}

/** Sends what waits; one that fails lets the next ones pass. Returns early when something new was recorded. */
export async function sendPhotos(engine: Engine): Promise<void> {
  const { outbox } = engine.store;
  const limits = (await outbox.device())?.limits ?? DEFAULT_LIMITS;
  let failures = 0;
  // It is a day's share: when the wait seems longer, the clock was ahead as it began.
  const resting = (ms: number) => ms > 0 && ms <= DAY;
  try {
    for (const row of await outbox.photosToSend()) {
      if (resting(engine.photosFrom - engine.world.now())) throw new Halt('error', OVER_QUOTA);
      if (engine.hurried()) return;
      if (!(await sendOne(engine, row, limits.photo_bytes))) failures += 1;
    }
  } finally {
    outbox.setSending(null);
  }
  if (failures > 0) throw new Halt('error', `${failures} 张照片没有传上去，都在本机，稍后自动再传。`);
}

/** Asks once a day whether the server still has what it received. */
export async function confirmPhotos(engine: Engine): Promise<void> {
  const { outbox } = engine.store;
  const day = shanghaiDay(engine.serverTime);
  const asked = await outbox.photosToAsk(day);
  for (let from = 0; from < asked.length; from += ASK_AT_ONCE) {
    const sha256 = asked.slice(from, from + ASK_AT_ONCE);
    const answer = await engine.ask('POST', '/photos/missing', { json: { sha256 } });
    const missing = (answer.json as { missing?: string[] } | null)?.missing;
    if (answer.status !== 200 || !Array.isArray(missing)) throw haltFor(answer);
    await outbox.confirmPhotos(sha256, new Set(missing), day);
  }
}

/** The day in Shanghai of a server instant: the phone's own calendar may be wrong. */
export function shanghaiDay(serverTime: number): string {
  return new Date(serverTime + SHANGHAI_MS).toISOString().slice(0, 10);
}
