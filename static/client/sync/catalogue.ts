/** Keeps the catalogue fresh: asked for at a start and then hourly; unchanged, only its date moves. */
import type { Engine } from './engine';

const FRESH_MS = 3_600_000;

export async function fetchCatalogue(engine: Engine, always: boolean): Promise<void> {
  const kept = await engine.store.catalogue<unknown>();
  if (!always && kept && Math.abs(engine.world.now() - kept.fetched_at) < FRESH_MS) return;
  const answer = await engine.ask('GET', '/catalogue', kept ? { headers: { 'If-None-Match': kept.etag } } : {});
  // Whatever else it answers, walks can be recorded with the old one.
  if (answer.status === 200) await engine.store.putCatalogue(answer.etag ?? '', answer.json);
  else if (answer.status === 304 && kept) await engine.store.putCatalogue(kept.etag, kept.value);
}
