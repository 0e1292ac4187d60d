/** Putting the app on the home screen: only there does the system promise to keep what it holds. */
import { signal } from '../../signal/signal';
import { inWechat } from './wechat';

interface InstallEvent extends Event { prompt: () => Promise<unknown> }

const offer = signal<InstallEvent | null>(null);

export const installed = (): boolean =>
  matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true;

const onIphone = /iPhone|iPad|iPod/.test(navigator.userAgent);
const onPhone = onIphone || /Android|HarmonyOS/.test(navigator.userAgent);

/** The browser offers once, early; the button that uses the offer comes later. */
export function keepInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offer.value = event as InstallEvent;
  });
  addEventListener('appinstalled', () => { offer.value = null; });
}

/** Whether there is a home screen that the app is not on yet. */
export const toInstall = (): boolean => !installed() && !inWechat && (offer.value !== null || onPhone);

export function InstallHint() {
  if (!toInstall()) return null;
  const ready = offer.value;
  const install = (): void => { void ready?.prompt(); offer.value = null; };
  return (
    <section class="card stack">
      <h2>把走流程放到手机桌面</h2>
      {onIphone && <p>点浏览器下方的「分享」，再点「添加到主屏幕」。不放到桌面，系统可能清掉还没上传的记录。</p>}
      {onIphone && <img src="/static/icons/install-ios.svg" width="280" height="150" alt="先点「分享」，再点「添加到主屏幕」" />}
      {!onIphone && !ready && <p>点浏览器的菜单，再点「添加到主屏幕」或「安装应用」。</p>}
      {ready && <button type="button" class="button wide" onClick={install}>安装到桌面</button>}
    </section>
  );
}
