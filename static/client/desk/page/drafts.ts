/** What was rewritten below a ticked proposal goes along with the ticked ones: it stands in a form of its own. */
export function takeRewritten(): void {
  const bar = document.querySelector<HTMLFormElement>('form.bulk');
  bar?.addEventListener('formdata', ({ formData }) => {
    for (const written of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-draft]')) {
      const { draft, rewritten } = written.dataset;
      if (rewritten !== undefined || written.value !== written.defaultValue) formData.set(`text-${draft}`, written.value);
    }
  });
}
