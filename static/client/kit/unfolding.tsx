import { SHORT, shortened } from '../facts/shortened';
import { useSignal } from '../signal/hooks';

/** A text whole where it is short; a long one by its beginning, and the rest for a tap. */
export function Unfolding({ text }: { text: string }) {
  const open = useSignal(false);
  if (text.length <= SHORT) return <>{text}</>;
  return (
    <>
      {open.value ? text : shortened(text)}{' '}
      <button type="button" class="button plain" aria-expanded={open.value} onClick={() => { open.value = !open.value; }}>
        {open.value ? '收起' : `展开全文（${text.length} 字）`}
      </button>
    </>
  );
}
