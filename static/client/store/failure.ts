/** What a person reads when something did not go as it should. */

/** Its `message` is a sentence for a person, and may be shown as it is. Any other error is ours, and says nothing to them. */
export class Told extends Error {}

/** What to show of whatever was thrown. */
export const messageOf = (error: unknown): string =>
  (error instanceof Told ? error.message : '出了点问题，已存在本机的记录都在。请关掉本页重新打开。');

export type FailureReason = 'quota' | 'unreadable' | 'no_picture' | 'not_covered' | 'not_kept' | 'unknown';

const WORDS: Record<FailureReason, string> = {
  quota: '手机空间不足，这一条没有存下；之前已存的都在。请先清理手机里不用的照片或应用，再存一次。',
  unreadable: '这张照片读不出来，没有存下；其他记录都在。请重新拍一张，或从相册里选。',
  no_picture: '这个文件不是照片（可能是文档、视频，或没有下载完），没有存下；其他记录都在。请重新拍一张，或从相册里选。',
  not_covered: '遮挡没有画成，照片没有存下，也没有存未遮挡的。请再点一次「存下」；仍不行，请重新拍一张。',
  not_kept:
    '浏览器没有真正存下这一条（可能开着无痕模式）；请先用纸笔记下，换手机自带浏览器、关掉无痕模式再打开。',
  unknown: '这一条没有存下；之前已存的都在。请再存一次；仍不行，请先用纸笔记下，关掉本页重新打开。',
};

/** A write that did not reach the disk: what was typed must stay on the screen. */
export class SaveFailed extends Told {
  readonly reason: FailureReason;

  constructor(reason: FailureReason) {
    super(WORDS[reason]);
    this.name = 'SaveFailed';
    this.reason = reason;
  }
}

function asSaveFailed(error: unknown): SaveFailed {
  if (error instanceof SaveFailed) return error;
  const name = (error as { name?: string } | null)?.name;
  return new SaveFailed(name === 'QuotaExceededError' ? 'quota' : 'unknown');
}

/** Waits for a write; what fails is thrown in words a screen can show. */
export async function saying<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw asSaveFailed(error);
  }
}
