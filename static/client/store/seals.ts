/**
 * Seals: what an exported file carries beside each entry, so that the server knows that this phone wrote it
 * (docs/sync.md, Rescue). The secrets stay in `meta`; of them nothing but HMACs leaves the phone.
 */
import { hmacHex, newSecret } from '../journal/index';
import type { Connection, Transaction } from './database';
import { metaIn, putMetaIn, type Secret } from './meta';
import type { EntryRow } from './schema';

export interface Seal {
  /** JSON text as sealed: the HMAC is over its bytes, and it says what it holds for. */
  of: string;
  hmac: string;
}

export async function keepSecretIn(tx: Transaction, series: number, kept: Secret): Promise<void> {
  await putMetaIn(tx, 'seals', { ...(await metaIn(tx, 'seals')), [series]: kept });
}

/**
 * The secret of the device in use. A phone registered before there were any makes one and keeps it first: if the
 * server's answer is lost, it tells the same one again.
 */
export function secretToTell(connection: Connection, device: string): Promise<string> {
  const made = newSecret();
  return connection.write(['meta'], async (tx) => {
    const series = (await metaIn(tx, 'numbering'))?.series ?? 0;
    const kept = (await metaIn(tx, 'seals'))?.[series];
    if (kept?.device === device) return kept.secret;
    await keepSecretIn(tx, series, { device, secret: made });
    return made;
  });
}

/** The server has another one of this device, a clone's: a seal of ours would not hold. */
export function dropSecret(connection: Connection, device: string): Promise<void> {
  return connection.write(['meta'], async (tx) => {
    const kept = Object.entries((await metaIn(tx, 'seals')) ?? {}).filter(([, one]) => one.device !== device);
    await putMetaIn(tx, 'seals', Object.fromEntries(kept) as Record<number, Secret>);
  });
}

/** Undefined for an entry numbered under a device of which this phone has no secret. */
export async function sealOf(
  seals: Record<number, Secret> | undefined, server: string, person: string, offset: number | null, row: EntryRow,
): Promise<Seal | undefined> {
  const { series, seq, id, hash, chain, at_server } = row;
  const kept = seals?.[series!];
  if (!kept) return undefined;
  const of = JSON.stringify(['zlc-rescue-1', server, kept.device, person, series, seq, id, hash, chain, at_server, offset]);
  return { of, hmac: await hmacHex(kept.secret, of) };
}
