/** One round: greet, push, pull, photos. Ends when there is nothing left to do, or throws `Halt`. */
import { fetchCatalogue } from './catalogue';
import { greet } from './device';
import type { Engine } from './engine';
import { confirmPhotos, shanghaiDay, sendPhotos } from './photos';
import { pull } from './pull';
import { push } from './push';

const SILENCE_MS = 60_000;

/** `fresh`: the app has just started, come back or logged in. */
export async function round(engine: Engine, fresh: boolean): Promise<void> {
  // After a silence, or with a clock that was set since, another person or another installation may be at the other end:
  // nothing is sent to those.
  if (fresh || Math.abs(engine.world.now() - engine.heardAt) > SILENCE_MS) await greet(engine);
  // Push before pull: what the pull shows then already has what was sent. Twice when the server went back.
  await push(engine);
  await fetchCatalogue(engine, fresh);
  while (await pull(engine)) await push(engine);
  await sendPhotos(engine);
  if (engine.hurried()) return;
  await confirmPhotos(engine);
  await engine.store.outbox.prune(shanghaiDay(engine.serverTime), engine.world.now());
}
