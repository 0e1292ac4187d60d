/** What stands on a draft: it waits until the draft was read, says when it was found again, and lets go of it. */
import type { ComponentChildren } from 'preact';
import type { DraftForm } from '../live/draft';

interface Props {
  form: DraftForm<object>;
  /** The screen's own foot lets go of it. */
  plain?: boolean | undefined;
  children: ComponentChildren;
}

export const Drafted = ({ form, plain, children }: Props) => (form.ready.value ? (
  <>
    {form.given.value && (
      <p class="undo" role="status"><span>已清空，没有记</span>
        <button type="button" class="button" onClick={() => form.change(form.given.value!)}>撤销</button></p>
    )}
    {form.resumed.value && (
      <p class="banner again"><span class="grow">接着上次没写完的</span>
        {!plain && <button type="button" class="button" onClick={() => void letGo(form)}>不记了</button>}</p>
    )}
    {children}
  </>
) : null);

async function letGo(form: DraftForm<object>): Promise<void> {
  const was = form.value.peek();
  await form.drop();
  form.given.value = was;
}
