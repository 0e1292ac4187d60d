/** Sends the queue, batch by batch, until it is empty. Nothing leaves the queue but by the server's word. */
import type { Device, LastWord } from '../store/meta';
import { wentBack, type PushResult, type WireEntry } from '../store/queue';
import type { ServerAnswer } from './call';
import { noDevice, newDevice } from './device';
import { freshPace, type Engine } from './engine';
import { Halt, haltFor } from './halt';

/** How often a batch is tried whole, and then an entry alone, before it is the entry's fault. */
const TRIES = 3;
/** Answers in a row that settled nothing, before the loop waits. */
const FRUITLESS = 4;

const TOO_LARGE = '内容太长，服务器收不下；已留在本机。';
const REFUSED = '服务器收不下这一条；已留在本机，请告诉管理员。';

interface PushAnswer extends LastWord {
  forked?: boolean;
  results: PushResult[];
}

/** Whether the answer really speaks of this batch: one result per entry, in order. */
function resultsFor(batch: WireEntry[], json: unknown): PushAnswer {
  const answer = json as PushAnswer | null;
  const fits =
    typeof answer?.epoch === 'string' &&
    typeof answer.acked === 'number' &&
    answer.results?.length === batch.length &&
    batch.every((entry, place) => answer.results[place]?.id === entry.id);
  if (!fits) throw new Halt('error', '服务器的回答不完整。记录都在本机，稍后自动再传。');
  return answer;
}

/** Takes a 200. True when at least one entry has arrived by it. */
async function settle(engine: Engine, batch: WireEntry[], json: unknown): Promise<boolean> {
  const { outbox } = engine.store;
  const { epoch, acked, forked, results } = resultsFor(batch, json);
  const told = { epoch, acked };
  const back = wentBack(await outbox.told(), told);
  await outbox.applyResults(results, told);
  if (back) await outbox.offerAgain(told, back === 'acked');
  // Two phones count under one device id (a restored or cloned one): this one takes another.
  if (forked) await newDevice(engine);
  engine.pace.failures = 0;
  return results.some(({ status }) => status === 'stored' || status === 'held');
}

/** Smaller batches until the entry that cannot go is alone; then it is put aside, and the queue goes on. */
async function narrow(engine: Engine, batch: WireEntry[], message: string): Promise<void> {
  if (batch.length > 1) {
    engine.pace.most = Math.ceil(batch.length / 2);
    return;
  }
  await engine.store.outbox.setStuck(batch[0]!.id, message);
  engine.pace = freshPace();
}

/** The server could not take this batch (400, 422, 500 …): wait and repeat, then look for the one that causes it. */
async function failed(engine: Engine, batch: WireEntry[], answer: ServerAnswer): Promise<void> {
  const { pace } = engine;
  pace.failures += 1;
  const alone = batch.length === 1;
  if (pace.failures < TRIES && (!pace.searching || alone)) throw haltFor(answer);
  // Each of these tries began with a greeting: a server that is ill itself got no further, and blames no entry.
  pace.searching = true;
  pace.failures = 0;
  await narrow(engine, batch, REFUSED);
}

const batchFault = (status: number) => status === 400 || status === 422 || (status >= 500 && status !== 503 && status !== 507);

/** One batch out and its answer in. True when something arrived. */
async function exchange(engine: Engine, device: Device, batch: WireEntry[]): Promise<boolean> {
  const told = await engine.store.outbox.told();
  const json = { device: device.id, epoch: told?.epoch ?? '', sent_at: engine.world.now(), entries: batch };
  const answer = await engine.ask('POST', '/entries', { json });
  if (answer.status === 200) return settle(engine, batch, answer.json);
  if (noDevice(answer)) await newDevice(engine, true);
  else if (answer.status === 413) await narrow(engine, batch, TOO_LARGE);
  else if (batchFault(answer.status)) await failed(engine, batch, answer);
  else throw haltFor(answer);
  return answer.status === 413 || batchFault(answer.status);
}

/** Until nothing is queued; throws `Halt` when it must wait. */
export async function push(engine: Engine): Promise<void> {
  for (let fruitless = 0; fruitless < FRUITLESS; ) {
    const device = await engine.store.outbox.device();
    if (!device) {
      await newDevice(engine);
      continue;
    }
    const most = Math.min(engine.pace.most, device.limits.entries);
    const batch = await engine.store.outbox.nextBatch(most, device.limits.bytes);
    if (batch.length === 0) {
      engine.pace = freshPace();
      return;
    }
    fruitless = (await exchange(engine, device, batch)) ? 0 : fruitless + 1;
  }
  throw new Halt('error', '服务器暂时收不下。记录都在本机，稍后自动再传。');
}
