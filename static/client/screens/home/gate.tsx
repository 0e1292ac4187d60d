/** Before a person is known, or after 退出. */
import type { ComponentChildren } from 'preact';
import { ExportButton } from './export_button';
import { makeWay } from '../../live/log_out';
import { Screen } from '../../kit/screen';
import { startSession, type Open, type Session } from '../../live/session';
import { WechatBanner } from './wechat';

export const LOGIN = '/login?next=/field/';

const logIn = async (event: Event): Promise<void> => {
  event.preventDefault();
  await makeWay();
  location.assign(LOGIN);
};

/** 「再试一次」 only where something was tried and failed. */
interface Props { title: string; children: ComponentChildren; login?: boolean; again: boolean }

const Page = ({ title, children, login = true, again }: Props) => (
  <Screen title={title} words foot={
    <>
      {login && <a class="button primary big" href={LOGIN} onClick={(event) => void logIn(event)}>登录</a>}
      {again && <button type="button" class="button wide" onClick={() => void startSession()}>再试一次</button>}
    </>
  }>
    <WechatBanner />
    {children}
  </Screen>
);

const Offline = () => (
  <p class="banner amber">现在连不上服务器。登录需要网络，请到有网络的地方再点「再试一次」。</p>
);

export function Gate({ session }: { session: Exclude<Session, Open> }) {
  if (session.kind === 'opening') {
    return <Screen title="走流程"><p class="quiet" role="status">正在打开……</p></Screen>;
  }
  if (session.kind === 'failed') {
    return (
      <Page key="failed" title="没有打开" login={false} again>
        <p class="banner red" role="alert">{session.message}</p><ExportButton />
      </Page>
    );
  }
  if (session.kind === 'locked') {
    return (
      <Page key="locked" title="已退出，数据保留在本机" again={session.offline}>
        {session.offline && <Offline />}
        <p>{session.name}的记录都在这台手机上，没有上传的会在下次登录后上传。</p>
        <p>重新登录后接着用。</p>
      </Page>
    );
  }
  return (
    <Page key="new" title="走流程" again={session.offline}>
      {session.offline && <Offline />}
      <p>这台手机第一次使用，请先登录一次。</p>
      <p>以后没有网络也能打开、记录，有网络时自动上传。</p>
    </Page>
  );
}
