/** 「导出未上传数据」: what only this phone has, as one text file of JSON lines (docs/sync.md, Rescue). Reads, and no more. */
import type { Connection } from './database';
import { metaIn } from './meta';
import { inState } from './queue';
import { bytesOf } from './reading';
import { VERSION } from './schema';
import { sealOf } from './seals';
import type { Person } from './kept';

const line = (value: unknown): string => `${JSON.stringify(value)}\n`;

/** Base64 by the browser's own hand, which does not hold up the page as ours would. */
const asText = (bytes: ArrayBuffer) =>
  new Promise<string>((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(new Blob([bytes]));
  });

export async function unsentFile(
  connection: Connection, server: string, person: Person, offset: number | null, made_at: number,
): Promise<Blob> {
  const [queued, stuck, states, device, told, numbering, seals] = await connection.read(
    ['entries', 'photo_states', 'meta'],
    (tx) => {
      const entries = tx.objectStore('entries').index('state_seq');
      return Promise.all([
        entries.getAll(inState('queued')), entries.getAll(inState('stuck')), tx.objectStore('photo_states').getAll(),
        metaIn(tx, 'device'), metaIn(tx, 'told'), metaIn(tx, 'numbering'), metaIn(tx, 'seals'),
      ]);
    },
  );
  const head = {
    v: 1, server, epoch: told?.epoch, device: device?.id, series: numbering?.series, person: person.id, name: person.name,
    made_at, offset, schema: VERSION, app: import.meta.url,
  };
  const parts: BlobPart[] = [line({ rescue: head })];
  const entries = [...queued, ...stuck];
  for (const entry of entries) {
    parts.push(line({ entry, seal: await sealOf(seals, server, person.id, offset, entry) }));
  }
  let photos = 0;
  for (const photo of states) {
    // One at a time, and each a Blob of its own: forty photos are never in memory together as text.
    const bytes = photo.state !== 'received' && (await bytesOf(connection, 'photos', photo.sha256));
    if (bytes) parts.push(new Blob([line({ photo, data: await asText(bytes) })]));
    if (bytes) photos += 1;
  }
  return new Blob([...parts, line({ end: { ...head, entries: entries.length, photos } })]);
}
