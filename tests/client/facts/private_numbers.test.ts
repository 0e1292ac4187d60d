/** Numbers nobody needs are pointed out; those of the office are left alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { privateNumbers, without } from '../../../static/client/facts/private_numbers';
import vectors from '../../documents/private_numbers.json';

const kinds = (text: string): string[] => privateNumbers(text).map((found) => found.kind);

test('phones, identity cards and bank cards are found, also with spaces and dashes', () => {
  assert.deepEqual(kinds('电话13812345678。'), ['手机号']);
  assert.deepEqual(kinds('138-1234-5678 或 86 13912345678'), ['手机号', '手机号']);
  assert.deepEqual(kinds('证号 110101199003071233 和 11010119900307123x'), ['身份证号', '身份证号']);
  assert.deepEqual(kinds('卡 6222 0212 3456 7890 128'), ['银行卡号']);
});

test('ticket numbers, times, amounts and acceptance numbers are not', () => {
  for (const text of ['A087 号', '14:32', '2026-11-23 14:32', '等了 18 分钟，12345 热线', '受理号 202611230000012345']) {
    assert.deepEqual(kinds(text), [], text);
  }
});

test('what paper masks is pointed out: the server\'s vectors, each of them', () => {
  for (const { about, text, masked, phone } of vectors as { about: string; text: string; masked: string; phone?: string }[]) {
    const said = privateNumbers(text).reduce((rest, found) => rest.replace(found.text, found.masked), text);
    assert.equal(said, phone ?? masked, about);
  }
});

test('two side by side are two, and each can be taken out', () => {
  const text = '13812345678 １３９１２３４５６７８';
  const [first, second] = privateNumbers(text);
  assert.deepEqual([first?.masked, second?.masked], ['138****5678', '139****5678']);
  assert.equal(first && second && without(without(text, first), second), ' ');
});

test('what is shown is masked, and can be taken out', () => {
  const text = '李某留了 13812345678，说会再来';
  const [found] = privateNumbers(text);
  assert.equal(found?.masked, '138****5678');
  assert.equal(found && without(text, found), '李某留了 ，说会再来');
});
