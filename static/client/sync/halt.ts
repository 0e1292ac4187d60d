/** Why a round ends early, in words for the person, and when to try again. */
import { Told } from '../store/failure';
import type { Reply } from './call';
import type { SyncState } from './world';

export class Halt extends Told {
  readonly state: SyncState;
  /** Milliseconds the server asked for, or null for the usual back-off. */
  readonly after: number | null;

  constructor(state: SyncState, message: string, after: number | null = null) {
    super(message);
    this.name = 'Halt';
    this.state = state;
    this.after = after;
  }
}

const DISK_FULL_WAIT = 600_000;

export const codeOf = (json: unknown): string =>
  (json as { error?: { code?: string } } | null)?.error?.code ?? '';

export const OFFLINE = '现在连不上服务器。记录都已存在本机，连上后自动上传。';
export const UNREADABLE = '手机存储一时用不了，稍后自动再试。请不要清除浏览器数据。';
export const WRONG_PERSON = '登录的是另一个人。这里的记录都在，请用记录人自己的账号登录后上传。';
export const OVER_QUOTA = '今天上传的已到每人每天的上限。其余都在本机，明天自动再传；急用请联系管理员。';
const BUSY = '服务器正忙。记录都在本机，稍后自动再传。';
const UNAVAILABLE = '服务器的存储出了问题。记录都在本机，请告诉管理员；稍后自动再传。';
export const OTHER_SERVER = '连到的是另一套系统。记录都在本机，没有上传；请核对网址，或联系管理员。';

function forbidden(code: string): Halt {
  if (code === 'wrong_person') return new Halt('wrong_person', WRONG_PERSON);
  if (code === 'device_revoked') return new Halt('error', '这台手机已被停用。记录都在本机，请联系管理员。');
  if (code === 'records_nothing') {
    return new Halt('error', '您现在的角色不记录走流程，没有上传。以前记的都在本机，可以在「设置」里导出未上传数据交给联络员。');
  }
  return new Halt('error', '服务器没有受理。记录都在本机，请联系管理员；稍后自动再传。');
}

/** For an answer that the caller has no rule of its own for. */
export function haltFor(reply: Reply): Halt {
  if (reply.kind === 'nothing') return new Halt('offline', OFFLINE);
  switch (reply.status) {
    case 401:
      return new Halt('login', '未登录，记录照常，登录后上传。');
    case 403:
      return forbidden(codeOf(reply.json));
    case 429:
    case 503:
      if (codeOf(reply.json) === 'over_quota') return new Halt('error', OVER_QUOTA);
      return new Halt('error', codeOf(reply.json) === 'unavailable' ? UNAVAILABLE : BUSY, reply.retryAfter);
    case 507:
      return new Halt('error', '服务器空间已满。记录都在本机，请告诉管理员；稍后自动再传。', DISK_FULL_WAIT);
    default:
      return new Halt('error', '服务器出了问题。记录都在本机，稍后自动再传。', reply.retryAfter);
  }
}
