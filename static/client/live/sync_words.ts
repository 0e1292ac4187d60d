/** The state of saving, in words. Pure. */
import type { SyncStatus } from '../sync/world';
import { shortMoment } from '../facts/dates';

export interface Saved { tone: 'local' | 'server' | 'bad'; words: string; more: string }

/** 「3 条 2 张」: entries and photos not yet received. */
export function countWords(entries: number, photos: number): string {
  return [entries && `${entries} 条`, photos && `${photos} 张`].filter(Boolean).join(' ');
}

/** The same in whole words: not everybody knows what is counted in 条 and in 张. */
function plainWords(entries: number, photos: number): string {
  const what = [entries && `${entries} 条记录`, photos && `${photos} 张照片`].filter(Boolean).join('、');
  return what && `${what}还没有传到服务器`;
}

const STRIKE_IT = '不要这张了，就打开那一次的「全部记录」，点这张照片的记录，「划去这一条」，这里就不再等它。';

/** The status line of the first page; `now` decides whether the day is said as well. */
export function savedWords(status: SyncStatus, now: number): Saved {
  const waiting = countWords(status.entries, status.photos);
  const plain = plainWords(status.entries, status.photos);
  const local = waiting ? `已存本机 · ${waiting}待传` : '已存本机';
  switch (status.state) {
    case 'all_received': {
      const at = status.lastAllReceivedAt;
      return { tone: 'server', words: at === null ? '已存本机' : `服务器已全部收到 ${shortMoment(at, now)}`, more: '' };
    }
    case 'login':
      return { tone: 'local', words: '未登录，记录照常，登录后上传', more: waiting && `${waiting}待传：${plain}` };
    case 'stuck':
      return { tone: 'bad', words: local, more: status.message + (status.photos > 0 ? STRIKE_IT : '') };
    case 'wrong_person':
    case 'other_server':
      return { tone: 'bad', words: local, more: status.message };
    case 'sending':
      return { tone: 'local', words: local, more: [plain, '正在上传'].filter(Boolean).join('，') };
    default:
      return { tone: 'local', words: local, more: [plain, status.message].filter(Boolean).join('。') };
  }
}

/** The bar of a walk: its own entries only. */
export function walkSaved(saving: boolean, failed: boolean, allReceived: boolean): Saved {
  if (failed) return { tone: 'bad', words: '没有存上', more: '' };
  if (saving) return { tone: 'local', words: '正在存', more: '' };
  return allReceived ? { tone: 'server', words: '服务器已收', more: '' } : { tone: 'local', words: '已存本机', more: '' };
}
