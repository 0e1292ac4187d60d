import { CameraIcon } from '../../kit/icons';
import { expectShot } from '../../live/shot';

interface Props {
  id: string;
  label: string;
  primary?: boolean;
  busy: boolean;
  onPick: (event: Event, camera: boolean) => Promise<void>;
}

/** A file input under a button's face. The album takes several; the camera gives one. */
export const Pick = ({ id, label, primary = false, busy, onPick }: Props) => (
  <div class="pick">
    <input type="file" id={id} accept="image/*" disabled={busy}
      {...(primary ? { capture: 'environment' } : { multiple: true })}
      onClick={() => void expectShot(true)} onChange={(event) => void onPick(event, primary)} />
    <label for={id} class={primary ? 'button primary big' : 'button wide'}>{primary && <CameraIcon />}{label}</label>
  </div>
);
