/** 「导出未上传数据」: the way out of a phone that cannot get anything onto the server. */
import { inputValue } from '../../facts/dates';
import { lastStore } from '../../live/session';

async function exportUnsent(): Promise<void> {
  try {
    const store = await lastStore();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await store.unsent());
    link.download = `走流程未上传-${store.person.name}-${inputValue(Date.now()).slice(0, 10)}.jsonl`;
    link.click();
  } catch {
    alert('没有导出，已存在本机的都在。请关掉本页，重新打开再导出；退出过的请先登录。');
  }
}

export const ExportButton = () => (
  <button type="button" class="button wide" onClick={() => void exportUnsent()}>导出未上传数据</button>
);
