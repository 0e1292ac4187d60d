/** 「离线就绪」: can this phone be trusted in a hall without network? Each answer in plain words. */
import { signal } from '../../signal/signal';
import { useEffect } from '../../signal/hooks';
import { installed } from './install';
import { catalogueAt } from '../../live/walks';
import { Facts } from '../../kit/facts';
import { momentOf } from '../../facts/dates';
import { now } from '../../live/now';
import type { Open } from '../../live/session';
import { startWorker } from '../../live/worker';

const ENOUGH_BYTES = 200 * 1024 * 1024;
const FRESH_MS = 7 * 86_400_000;

const shellKept = signal<boolean | null>(null);
const storageKept = signal<boolean | null>(null);
const room = signal<number | null>(null);

export async function workerStarts(): Promise<void> {
  shellKept.value = await startWorker();
}

/** Older phones have none of these questions; then nothing is claimed. */
async function askStorage(): Promise<void> {
  const storage = navigator.storage as StorageManager | undefined;
  if (!storage?.persist) return;
  storageKept.value = (await storage.persisted()) || (await storage.persist());
  const { quota = 0, usage = 0 } = await storage.estimate();
  room.value = quota - usage;
}

const fresh = (): boolean => catalogueAt.value !== null && now.peek() - catalogueAt.value < FRESH_MS;

/** Without the app's shell and the catalogue a phone is not ready; the other answers are advice. */
export const Ready = () => (
  shellKept.value && fresh() ? <span class="tag green">就绪</span> : <span class="tag amber">还差一点</span>
);

interface Point { name: string; good: boolean; words: string }

function roomWords(space: number | null): string {
  if (space === null) return '不清楚';
  return space > ENOUGH_BYTES ? '够用' : '不多了，请清理手机';
}

function pointsOf(here: Open): Point[] {
  const fetched = catalogueAt.value;
  const last = here.sync.status.value.lastAllReceivedAt;
  const space = room.value;
  return [
    { name: '应用', good: shellKept.value === true, words: shellKept.value ? '没有网络也能打开' : '断网后打不开，请用手机自带浏览器打开本页' },
    { name: '安装', good: installed(), words: installed() ? '已放到桌面' : '未放到桌面，也能用' },
    { name: '存储', good: storageKept.value === true, words: storageKept.value ? '受保护，系统不会清理' : '空间紧张时系统可能清理，请及时上传' },
    { name: '空间', good: space === null || space > ENOUGH_BYTES, words: roomWords(space) },
    {
      name: '目录', good: fresh(),
      words: fetched === null ? '还没有取到，可先手写事项' : `${momentOf(fetched)} 更新`,
    },
    { name: '上传', good: last !== null, words: last === null ? '还没有全部上传过' : `${momentOf(last)} 全部收到` },
  ];
}

export function Readiness({ here }: { here: Open }) {
  useEffect(() => { void askStorage(); }, []);
  return (
    <details class="card fold">
      <summary class="row">
        <strong class="grow">离线就绪</strong>
        <Ready />
      </summary>
      <Facts of={pointsOf(here).map((point) => [`${point.good ? '✓' : '！'} ${point.name}`, point.words])} />
      <p class="small quiet">还没上传的记录只在这台手机上：手机丢失或清空，这些记录就没有了。iPhone 上没放到桌面的网页，系统也可能清理。</p>
    </details>
  );
}
