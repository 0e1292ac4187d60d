/** What a person is told of a failure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageOf, SaveFailed, saying, Told } from '../../../static/client/store/failure';
import { Halt, WRONG_PERSON } from '../../../static/client/sync/halt';

const OURS = /^出了点问题，已存在本机的记录都在/;

test('what was written for a person is shown as it is', () => {
  assert.equal(messageOf(new Told('请再试一次。')), '请再试一次。');
  assert.equal(messageOf(new Halt('wrong_person', WRONG_PERSON)), WRONG_PERSON);
  assert.match(messageOf(new SaveFailed('quota')), /^手机空间不足/);
});

test('what a browser says is never shown, in whatever language it says it', () => {
  for (const error of [new Error('磁盘 I/O 错误'), new DOMException('内部错误', 'UnknownError'), 'aborted', null]) {
    assert.match(messageOf(error), OURS);
  }
});

test('a write that failed says what is safe, whatever IndexedDB threw', async () => {
  await assert.rejects(saying(Promise.reject(new DOMException('磁盘满', 'QuotaExceededError'))), { reason: 'quota' });
  await assert.rejects(saying(Promise.reject(new DOMException('磁盘坏', 'UnknownError'))), { reason: 'unknown' });
});
