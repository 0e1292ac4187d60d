/** Another tab opened a newer version of the app: this one may no longer write, and says so. */
import { signal } from '../signal/signal';
import { Screen } from '../kit/screen';

export const superseded = signal(false);

export const Superseded = () => (
  <Screen title="请用新打开的页面" words
    foot={<button type="button" class="button primary big" onClick={() => location.reload()}>刷新</button>}>
    <div class="banner amber">
      <p><strong>走流程已在另一个页面更新到新版本。</strong></p>
      <p>已记的都在。请刷新本页后继续。</p>
    </div>
  </Screen>
);
