/** WeChat's own browser keeps little and may clear it: what is recorded there should be sent at once. */
export const inWechat = /MicroMessenger/i.test(navigator.userAgent);

export const WechatBanner = () => (inWechat ? (
  <section class="banner amber">
    <h2>请在浏览器中打开</h2>
    {/* Nothing is kept offline inside WeChat: the picture is fetched when it is shown, and the phone need not carry it. */}
    <img src="/static/icons/open-in-browser.svg" width="280" height="120" alt="先点右上角的三个点，再点「在浏览器打开」" />
    <p>微信里不能离线使用，存下的内容也可能被微信清掉。点右上角的三个点，再点「在浏览器打开」。</p>
    <p>现在也可以记，请在有网络时记，并等到显示「服务器已全部收到」。</p>
  </section>
) : null);
