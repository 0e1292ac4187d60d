/** One server and one phone for each test; everything stops when the test ends. */
import { afterEach } from 'node:test';
import { ModelServer } from './model_server';
import { Phone, PERSON, walkId } from './phone';

const open: Phone[] = [];

afterEach(() => open.splice(0).forEach((phone) => phone.stop()));

export function serverFor(clock: { time: number }): ModelServer {
  return new ModelServer(PERSON, () => clock.time + 500);
}

export async function world(): Promise<{ server: ModelServer; phone: Phone; walk: string }> {
  const clock = { time: 1_770_000_000_000 };
  const server = serverFor(clock);
  const phone = await Phone.open(server);
  server.now = () => phone.time + 500;
  open.push(phone);
  return { server, phone, walk: walkId() };
}

/** A further phone of the same person on `disk`. */
export async function another(server: ModelServer, disk: IDBFactory): Promise<Phone> {
  const phone = await Phone.open(server, disk as never);
  open.push(phone);
  return phone;
}
