import { Screen } from '../kit/screen';

/** Instead of every screen, once another tab has a newer version of the app. */
export const Superseded = () => (
  <Screen title="请用新打开的页面" words
    foot={<button type="button" class="button primary big" onClick={() => location.reload()}>刷新</button>}>
    <div class="banner amber">
      <p><strong>走流程已在另一个页面更新到新版本。</strong></p>
      <p>已记的都在。请刷新本页后继续。</p>
    </div>
  </Screen>
);
