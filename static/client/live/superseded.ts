/** Another tab opened a newer version of the app: this one may no longer write, and its screen says so. */
import { signal } from '../signal/signal';

export const superseded = signal(false);
