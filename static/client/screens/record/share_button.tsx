import { directed } from '../../facts/direction';
import { summaryText } from '../../facts/summary';
import { catalogue, type WalkView } from '../../live/walks';
import { useSignal } from '../../signal/hooks';

/** What is to be said afterwards: the system's own sheet speaks for itself. */
async function handOn(text: string): Promise<string> {
  try {
    await navigator.share({ text });
    return '';
  } catch (error) {
    // Closed without a choice: nothing more is wanted.
    if ((error as DOMException).name === 'AbortError') return '';
  }
  // No sheet here. Without HTTPS there is nothing to copy with either, and this throws: then the words stand there.
  return navigator.clipboard.writeText(text).then(() => '已复制，可以粘贴到聊天或文档里。');
}

/** 「分享小结」: words alone, without private numbers. */
export function ShareButton({ view: { state, handled } }: { view: WalkView }) {
  const said = useSignal('');
  const share = async (): Promise<void> => {
    const text = directed(summaryText(state, catalogue.value, handled));
    said.value = await handOn(text).catch(() => `这里不能分享，也不能复制，请长按选中下面的文字：\n${text}`);
  };
  return (
    <>
      <button type="button" class="button wide" onClick={() => void share()}>分享小结</button>
      <p class="small quiet">只有文字，个人号码已隐去。</p>
      <p class="small kept-lines" role="status">{said.value}</p>
    </>
  );
}
