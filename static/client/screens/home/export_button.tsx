/** 「导出未上传数据」: the way out of a phone that cannot get anything onto the server. */
import { dayIn } from '../../facts/dates';
import { lastStore } from '../../live/session';
import { useSignal } from '../../signal/hooks';

const FAILED = '没有导出，已存在本机的都在。请关掉本页，重新打开再导出；退出过的请先登录。';

/** Gives the file to the browser; its name. */
async function exportUnsent(): Promise<string> {
  const store = await lastStore();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await store.unsent());
  link.download = `走流程未上传-${store.person.name}-${dayIn(Date.now())}.jsonl`;
  link.click();
  return link.download;
}

export function ExportButton() {
  const said = useSignal('');
  const give = async (): Promise<void> => {
    said.value = await exportUnsent().then(
      (name) => `已交给浏览器保存：${name}，一般在手机的「下载」里。把它交给联络员导入；本机的记录照样留着，联网后还会自动上传。`,
      () => FAILED,
    );
  };
  return (
    <>
      <button type="button" class="button wide" onClick={() => void give()}>导出未上传数据</button>
      <p class="small" role="status">{said.value}</p>
    </>
  );
}
