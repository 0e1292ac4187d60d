/** Fetches what others wrote and what the server gave one's own entries, page by page, to the end. */
import type { ChangesPage } from '../store/mirror';
import { learn, newDevice, noDevice } from './device';
import type { Engine } from './engine';
import { Halt, haltFor } from './halt';

const PAGE = 500;

function pageOf(json: unknown): ChangesPage {
  const page = json as Partial<ChangesPage> | null;
  if (typeof page?.epoch !== 'string' || typeof page.cursor !== 'string' || !Array.isArray(page.entries)) {
    throw new Halt('error', '服务器的回答不完整，稍后再试。');
  }
  const { epoch, cursor, entries, problems = [], gone = [], more = false, reset = false, mine } = page;
  return { epoch, cursor, entries, problems, gone, more, reset, ...(Array.isArray(mine?.lines) && { mine }) };
}

async function nextPage(engine: Engine, cursor: string): Promise<ChangesPage | null> {
  const { outbox } = engine.store;
  const device = await outbox.device();
  const query = new URLSearchParams({ device: device?.id ?? '', cursor, limit: String(PAGE), mine: await outbox.mineMark() });
  const answer = await engine.ask('GET', `/changes?${query}`);
  if (noDevice(answer)) {
    await newDevice(engine, true);
    return null;
  }
  if (answer.status !== 200) throw haltFor(answer);
  return pageOf(answer.json);
}

/** True when the server turned out to have gone back: what is retained is queued again and wants another push. */
export async function pull(engine: Engine): Promise<boolean> {
  const { outbox } = engine.store;
  let back = false;
  for (let devices = 0; devices < 3; ) {
    const { cursor } = await outbox.pull();
    const page = await nextPage(engine, cursor);
    if (!page) {
      devices += 1;
      continue;
    }
    const told = { epoch: page.epoch, acked: (await outbox.told())?.acked ?? 0 };
    if (await learn(engine, told)) back = true;
    else if (page.reset) {
      if (cursor === '') break;
      // Its past is not the one this cursor was cut from, or this person's scope changed: all from the start.
      await outbox.offerAgain(told, true);
      back = true;
    } else {
      await outbox.applyChanges(page);
      if (!page.more) return back;
      if (page.cursor === cursor) break;
    }
  }
  throw new Halt('error', '服务器的回答前后不一，稍后再试。');
}
