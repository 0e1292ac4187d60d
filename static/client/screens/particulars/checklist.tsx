import { editionOf, type CheckItem } from '../../facts/catalogue';
import { asked, judgedOf, measured, unjudged } from '../../facts/checklist';
import { catalogue, type WalkView } from '../../live/walks';
import { useTapped, type Choice } from '../../live/tapped';
import { Element } from './element';

/** The checklist by group, each element a judgement of one tap; what is a number is measured by the walk, and said. */
export function Checklist({ view }: { view: WalkView }) {
  const { state } = view;
  const { valueOf, choose } = useTapped(view);
  const all = asked(state, catalogue.value);
  if (all.length === 0) return <p class="empty">要素表还没有取到。连上网络打开一次首页，就会有。</p>;
  const choiceOf = ({ item }: CheckItem): Choice => ({
    key: item, field: 'verdict', target: judgedOf(state, item), first: { kind: 'check', data: { item } }, reason: '重新评价',
  });
  const verdictOf = (item: CheckItem): string => String(valueOf(choiceOf(item)) ?? '');
  const rest = unjudged(state, catalogue.value).filter((item) => !verdictOf(item));
  return (
    <>
      <div class="row">
        <p class="grow">已看 <strong class="num">{all.length - rest.length}/{all.length}</strong></p>
        {rest.length > 0 && (
          <button type="button" class="button" onClick={() => void choose(rest.map(choiceOf), 'na', `其余 ${rest.length} 项不涉及`)}>
            其余不涉及
          </button>
        )}
      </div>
      {editionOf(catalogue.value, state.begins).checklist.filter(({ items }) => items.length > 0).map(({ group, name, items }) => (
        <section class="stack" aria-label={name} key={group}>
          <h2>{name}</h2>
          <Measured view={view} items={items.filter((item) => item.measured)} />
          {items.filter((item) => !item.measured).map((item) => (
            <Element key={item.item} view={view} item={item} verdict={verdictOf(item)}
              onJudge={(code) => void choose([choiceOf(item)], code, `已记下「${item.name}」`)} />
          ))}
        </section>
      ))}
    </>
  );
}

/** 三(一): nobody is asked what the walk counts by itself. */
const Measured = ({ view, items }: { view: WalkView; items: CheckItem[] }) => (items.length > 0 ? (
  <div class="card stack">
    <p>这几项不用评，走流程自己量出来。</p>
    <ul class="stack">
      {items.map(({ item, name, about }) => (
        <li class="row" key={item}>
          <span class="grow">{name} <span class="small quiet">{about}</span></span><strong class="num">{measured(view.state, item)}</strong>
        </li>
      ))}
    </ul>
  </div>
) : null);
