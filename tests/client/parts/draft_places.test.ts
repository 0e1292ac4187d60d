/** Every draft leads back to its form: from its key alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../static/client/parts/draft_places';

const [W, C, E] = ['0199c2a0-0000-7000-8000-00000000000a', '0199c2a0-0000-7000-8000-00000000000c', '0199c2a0-0000-7000-8000-00000000000e'];

test('a draft leads to where its form stands', () => {
  const places: Record<string, [string, string]> = {
    problem: ['记问题', 'problem'], [`${C}/problem`]: ['记问题', `case/${C}/problem`], [`${C}/named`]: ['号码和事项', `case/${C}`],
    case: ['叫号', ''], ticket: ['排队号', ''], suspend: ['停表原因', 'more'], later: ['补记', 'later'], pause: ['暂停原因', 'pause'],
    material: ['材料', 'particulars/materials'], outcome: ['办理结果', 'particulars/outcome'],
    intermediary: ['中介服务', 'particulars/broker'], 'checklist/guidance': ['要素说明', 'particulars/checklist'],
    [`holder/${E}`]: ['可由哪里共享', 'particulars/materials'], [`problem/element/${E}`]: ['记问题', `problem/element/${E}`],
    [`problem/element/${E}/photo/${C}`]: ['照片说明', `problem/element/${E}/photo/${C}`],
    [`amend/${E}`]: ['更正', `entry/${E}`], [`conflict/${E}`]: ['两种说法', `entry/${E}`],
    photo: ['照片说明', 'photo'], paper: ['授权材料', 'paper'], [`check/${E}`]: ['照片说明', `check/${E}`],
    [`problem/photo/${E}`]: ['照片说明', `problem/photo/${E}`], [`case/${C}/photo`]: ['照片说明', `case/${C}/photo`],
    [`case/${C}/problem/photo/${E}`]: ['照片说明', `case/${C}/problem/photo/${E}`],
  };
  for (const [key, [name, hash]] of Object.entries(places)) {
    assert.deepEqual(placeOf(`walk/${W}/${key}`), [name, ['#/walk', W, hash].filter(Boolean).join('/')], key);
  }
});

test('the second draft of a form leads to the same place', () => {
  assert.deepEqual(placeOf(`walk/${W}/note~0.5`), placeOf(`walk/${W}/note`));
});
