/** The Chinese of every code a screen shows; the desk says the same (tests/sync/test_said_alike.py). */
type Words = Record<string, string>;

export const MODES: Words = { self: '亲身办', delegate: '代理办', accompany: '陪同办' };
export const CHANNELS: Words = { hall: '现场', online: '网办' };
export const KINDS: Words = { served: '咨询受理', own_work: '自己填办', waiting: '等候', office: '等结果', away: '离开大厅' };
export const STAGES: Words = { consult: '咨询', form: '填表', queue: '排队', acceptance: '受理', result: '结果' };
export const CERTAINTY: Words = { checked: '已核对', estimated: '估计', doubtful: '存疑' };
export const RESULTS: Words = { accepted: '受理', supplement: '补正', refused: '不予受理', referred: '转办', done: '办结' };
export const REACHED: Words = { end: '走到底', going: '在走', short: '未到底' };
export const VERDICTS: Words = { good: '好', problem: '有问题', absent: '没有', na: '不涉及' };
export const SEVERITIES: Words = { 1: '轻', 2: '中', 3: '重' };
export const NEEDS: Words = { enterprise: '企业', public: '群众', staff: '窗口人员' };
export const RATINGS: Words = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' };
export const PROOF_TAGS: Words = { strange: '奇葩证明', circular: '循环证明', repeated: '重复证明' };
export const BROKER_TAGS: Words = { poor: '服务不优', monopoly: '行业垄断', overcharge: '乱收费' };
export const PHOTO_STATES: Words = {
  local: '本机', sending: '上传中', received: '服务器已收', damaged: '照片已损坏', stuck: '服务器收不下',
};
export const CASE_EVENTS: Words = {
  call: '叫号', accept: '受理', supplement: '一次告知补正', refuse: '不予受理', refer: '转办', done: '办结',
  unrecorded: '未记结果',
};
export const ENTRY_KINDS: Words = {
  open: '开始', stage: '环节', leave: '离开大厅', return: '再次到场', ticket: '排队号', material: '材料',
  intermediary: '中介服务', outcome: '办理结果', suspended: '停表', resumed: '恢复计时', check: '体验要素',
  problem: '问题', need: '需求', note: '记一笔', photo: '照片', rating: '评价', case: '办件', pause: '暂停',
  continue: '继续', finish: '全程结束', amend: '更正', claim: '认领', progress: '记进展', evidence: '添加佐证', submission: '报完成',
};
export const FIELDS: Words = {
  at: '时间', void: '是否划去', text: '内容', number: '号码', ahead: '前面人数', category: '类别', severity: '影响',
  name: '名称', note: '说明', reason: '原因', result: '结果', verdict: '评价', place: '地点', matter: '事项',
  matter_text: '事项', step: '步骤', stage: '环节', visit: '第几次到场', caption: '照片说明', level: '评价',
  ticket: '号码', event: '办件动作', mode: '体验方式', channel: '渠道', window: '窗口', head: '主要负责人', companions: '同行人员',
  delegation: '代办授权', tags: '标签', shareable_from: '可共享自',
};

/** Said where the word stands: it is not everybody's. */
export const MEANINGS: Words = {
  supplement: '补正：窗口要求补、改材料；到再交上去为止，不算办理时限。',
  one_notice: '一次告知补正：要补的一次说全，补齐再来。',
  suspended: '停表：听证、勘验、专家评审等特别程序期间，不算办理时限。',
  median: '中位用时：从短到长排好，正中间的那个；不足五个的写出各个。',
  unobserved: '未观察：叫到第一位之前、办完最后一件之后，没有人看着，不算空闲。',
  doubtful: '存疑：手机没有和服务器对过时间，或者时间是更正、补记的。',
};

export const wordOf = (words: Words, code: unknown): string => words[String(code)] ?? String(code ?? '');
