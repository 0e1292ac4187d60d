/**
 * The device's count of its entries and their chain. Both advance in the transaction that keeps the entries, but
 * hashing cannot happen inside one (IndexedDB commits while it waits), so: read, hash, then write only if the
 * count has not moved; another tab may have been quicker. What this tab knows of the count is remembered, so that
 * a tap reads nothing before it writes.
 */
import { chainOf } from '../journal/index';
import { unwaited, type Connection, type StoreName, type Transaction } from './database';
import { meta, metaIn, putMetaIn, type Numbering } from './meta';

const START: Numbering = { series: 0, seq: 0, chain: '' };

/** The numbers that come after `from` for entries with these hashes, in order. */
async function numbersAfter(from: Numbering, hashes: string[]): Promise<Numbering[]> {
  const numbers: Numbering[] = [];
  let { seq, chain } = from;
  for (const hash of hashes) {
    seq += 1;
    chain = await chainOf(chain, hash);
    numbers.push({ series: from.series, seq, chain });
  }
  return numbers;
}

const remembered = new WeakMap<Connection, Numbering>();

/**
 * Numbers `hashes` and calls `write` with the numbers inside one strict transaction over `stores` and meta.
 * `anew` begins the next series first. `write` may read at once, and waits for `mine` before it writes: false when
 * the count has moved. It may run again after a lost race or connection; it answers false when it wrote nothing, and
 * then no number is used, so the count has no gaps.
 */
export async function numbered(
  connection: Connection,
  stores: StoreName[],
  hashes: string[],
  write: (tx: Transaction, numbers: Numbering[], mine: Promise<boolean>) => Promise<boolean>,
  anew = false,
): Promise<boolean> {
  for (;;) {
    const current = remembered.get(connection) ?? (await meta(connection, 'numbering')) ?? START;
    const from = anew ? { series: current.series + 1, seq: 0, chain: '' } : current;
    const numbers = await numbersAfter(from, hashes);
    const end = numbers[numbers.length - 1] ?? from;
    let now = current;
    const done = await connection.write([...stores, 'meta'], async (tx) => {
      const mine = metaIn(tx, 'numbering').then((kept) => {
        now = kept ?? START;
        return now.series === current.series && now.seq === current.seq;
      });
      const written = await write(tx, numbers, mine);
      if (!(await mine)) return null;
      if (written) unwaited(putMetaIn(tx, 'numbering', end));
      return written;
    });
    remembered.set(connection, done ? end : now);
    if (done !== null) return done;
  }
}
