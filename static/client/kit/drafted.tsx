/** What stands on a draft: it waits until the draft was read, says when it was found again, and lets go of it. */
import type { ComponentChildren } from 'preact';
import type { DraftForm } from '../live/draft';

/** What is said of what was found again, of letting go of it, and of what was let go of. */
export type DraftWords = [again: string, drop: string, gone: string];
const FORM: DraftWords = ['接着上次没写完的', '不记了', '已清空，没有记'];

interface Props {
  form: DraftForm<object>;
  /** The screen's own foot lets go of it. */
  plain?: boolean | undefined;
  words?: DraftWords;
  children: ComponentChildren;
}

export const Drafted = ({ form, plain, words: [again, drop, gone] = FORM, children }: Props) => (form.ready.value ? (
  <>
    {form.given.value && (
      <p class="undo" role="status"><span>{gone}</span>
        <button type="button" class="button" onClick={() => form.change(form.given.value!)}>撤销</button></p>
    )}
    {form.resumed.value && (
      <p class="banner again"><span class="grow">{again}</span>
        {!plain && <button type="button" class="button" onClick={() => void letGo(form)}>{drop}</button>}</p>
    )}
    {children}
  </>
) : null);

async function letGo(form: DraftForm<object>): Promise<void> {
  const was = form.value.peek();
  await form.drop();
  form.given.value = was;
}
