/** The status line's fixed words. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWords, savedWords, walkSaved } from '../../../static/client/live/sync_words';
import type { SyncStatus } from '../../../static/client/sync/world';

const AT = Date.parse('2026-11-23T06:32:00Z');
const status = (more: Partial<SyncStatus>): SyncStatus =>
  ({ state: 'pending', entries: 0, photos: 0, unverified: 0, duty: null, lastAllReceivedAt: null, message: '', ...more });

test('what waits is counted in entries and photos', () => {
  assert.equal(countWords(3, 2), '3 条 2 张');
  assert.equal(countWords(0, 2), '2 张');
  assert.equal(savedWords(status({ entries: 3, photos: 2 }), AT).words, '已存本机 · 3 条 2 张待传');
});

test('what waits is said in whole words below', () => {
  const waiting = { entries: 1, photos: 1 };
  assert.equal(savedWords(status(waiting), AT).more, '1 条记录、1 张照片还没有传到服务器');
  assert.equal(savedWords(status({ ...waiting, state: 'offline', message: '没有网络' }), AT).more, '1 条记录、1 张照片还没有传到服务器。没有网络');
  assert.equal(savedWords(status({ ...waiting, state: 'login' }), AT).more, '1 条 1 张待传：1 条记录、1 张照片还没有传到服务器');
  assert.equal(savedWords(status({ photos: 2, state: 'sending' }), AT).more, '2 张照片还没有传到服务器，正在上传');
  assert.equal(savedWords(status({}), AT).more, '');
});

test('everything received says since when', () => {
  const saved = savedWords(status({ state: 'all_received', lastAllReceivedAt: AT }), AT);
  assert.deepEqual([saved.words, saved.tone], ['服务器已全部收到 14:32', 'server']);
});

test('logged out, recording goes on and the line says so', () => {
  assert.equal(savedWords(status({ state: 'login', entries: 1 }), AT).words, '未登录，记录照常，登录后上传');
});

test('only the server\'s receipt is green, and what a person must act on is red', () => {
  for (const state of ['pending', 'sending', 'offline', 'error', 'login'] as const) {
    assert.equal(savedWords(status({ state }), AT).tone, 'local', state);
  }
  for (const state of ['wrong_person', 'other_server', 'stuck'] as const) {
    const saved = savedWords(status({ state, message: '为什么' }), AT);
    assert.deepEqual([saved.tone, saved.more], ['bad', '为什么'], state);
  }
});

test('a photo that the server will never take says what ends the waiting', () => {
  assert.match(savedWords(status({ state: 'stuck', photos: 1, message: '为什么。' }), AT).more, /^为什么。.*划去这一条/);
});

test('a walk\'s bar never says saved while it is not', () => {
  assert.equal(walkSaved(false, true, true).words, '没有存上');
  assert.equal(walkSaved(true, false, true).words, '正在存');
  assert.equal(walkSaved(false, false, false).words, '已存本机');
  assert.equal(walkSaved(false, false, true).words, '服务器已收');
});
