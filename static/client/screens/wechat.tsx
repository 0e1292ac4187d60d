import { OpenInBrowser } from './icons';

/** WeChat's own browser keeps little and may clear it: what is recorded there should be sent at once. */
export const inWechat = /MicroMessenger/i.test(navigator.userAgent);

export const WechatBanner = () => (inWechat ? (
  <section class="banner amber">
    <h2>请在浏览器中打开</h2>
    <OpenInBrowser />
    <p>微信里不能离线使用，存下的内容也可能被微信清掉。点右上角的三个点，再点「在浏览器打开」。</p>
    <p>现在也可以记，请在有网络时记，并等到显示「服务器已全部收到」。</p>
  </section>
) : null);
