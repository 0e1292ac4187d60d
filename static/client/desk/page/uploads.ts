/** Where files are chosen: one that is too large is told before it is sent, and while they are sent the form says so. */
const MEGABYTE = 1024 * 1024;

export function watchUploads(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=file][data-most]')) {
    field.addEventListener('change', () => {
      field.setCustomValidity(tooLarge(field));
      field.reportValidity();
    });
    field.form?.addEventListener('submit', () => tell(field));
  }
}

function tooLarge(field: HTMLInputElement): string {
  const most = Number(field.dataset.most);
  const names = [...(field.files ?? [])].filter((file) => file.size > most * MEGABYTE).map((file) => `「${file.name}」`);
  return names.length ? `${names.join('')}超过 ${most} MB，请压缩或分成几份再选。` : '';
}

/** How far it has come only the browser knows; that it goes on, everybody sees. */
function tell(field: HTMLInputElement): void {
  const size = [...(field.files ?? [])].reduce((sum, file) => sum + file.size, 0);
  if (size < MEGABYTE || field.form?.querySelector('[data-sending]')) return;
  const told = document.createElement('p');
  told.dataset.sending = '';
  told.setAttribute('role', 'status');
  const bar = document.createElement('progress');
  bar.setAttribute('aria-label', '上传');
  told.append(`正在上传 ${(size / MEGABYTE).toFixed(1)} MB，传完自动显示结果，请不要关闭页面。`, bar);
  field.form?.append(told);
}
