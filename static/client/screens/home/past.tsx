/** 「以前的走流程」: all that this phone knows but what is under way on the first page, looked for offline and told by month. */
import { byMonth, speaksOf } from '../../facts/past';
import { Drafted, type DraftWords } from '../../kit/drafted';
import { TextField } from '../../kit/field';
import { Screen } from '../../kit/screen';
import { typed, useDraft } from '../../live/draft';
import type { Open } from '../../live/session';
import { catalogue, knownWalks, SHOWN, type WalkView } from '../../live/walks';
import { Group, walksOf } from './walks';

const WORDS: DraftWords = ['还是上次找的', '不找了', '已清空'];

export function Past({ here }: { here: Open }) {
  const form = useDraft('past', () => ({ query: '' }));
  const query = form.value.value.query.trim();
  const known = knownWalks.value ?? [];
  const { past, others, struck } = walksOf(here.person.id, known);
  // Of what is under way the first page has no place for: others began many walks while a result was waited for.
  const { going } = walksOf(here.person.id, known.slice(SHOWN));
  const found = (views: WalkView[]) => views.filter(({ state }) => speaksOf(state, catalogue.value, query));
  const [standing, voided] = [found([...going, ...past, ...others]), found(struck)];
  const count = standing.length + voided.length;
  return (
    <Screen title="以前的走流程" back="#/">
      <Drafted form={form} words={WORDS}>
        <TextField id="past-query" label="查找" hint="事项、地点、窗口或陪同谁" {...typed(form, 'query')} />
      </Drafted>
      <p class="small quiet" role="status">{query && (count ? `找到 ${count} 次` : '没有找到。换个短一点的词，或到电脑上的「走流程记录」里找。')}</p>
      {byMonth(standing).map(([month, views]) => <Group key={month} title={month} views={views} theirs={new Set(others)} />)}
      {voided.length > 0 && (
        <details class="fold">
          <summary><strong>已作废的 {voided.length} 次</strong></summary>
          <Group views={voided} />
        </details>
      )}
    </Screen>
  );
}
