/** Being known to the server: as which device, for which person, and whether it still knows what it knew. */
import type { Duty } from '../facts/duty';
import type { Device, Limits, LastWord } from '../store/meta';
import { wentBack } from '../store/queue';
import type { ServerAnswer } from './call';
import { DEFAULT_LIMITS, type Engine } from './engine';
import { keepLogin } from './login';
import { codeOf, Halt, haltFor, WRONG_PERSON } from './halt';

interface Hello {
  epoch: string;
  /** Whether the server has a secret of this device. */
  sealed?: boolean;
  unverified?: number;
  /** Of a head alone. */
  duty?: Duty;
  login?: string;
  acked?: number | null;
  person: { id: string };
}

export const noDevice = (answer: ServerAnswer): boolean => answer.status === 409 && codeOf(answer.json) === 'no_device';

function samePerson(engine: Engine, hello: Hello | null): Hello {
  if (!hello?.person || typeof hello.epoch !== 'string') throw new Halt('error', '服务器的回答不完整，稍后再试。');
  if (hello.person.id !== engine.store.person.id) throw new Halt('wrong_person', WRONG_PERSON);
  return hello;
}

/** Keeps what the server says now; if it went back, everything retained is offered again. True then. */
export async function learn(engine: Engine, now: LastWord): Promise<boolean> {
  const { outbox } = engine.store;
  const before = await outbox.told();
  const back = wentBack(before, now);
  if (back) await outbox.offerAgain(now, back === 'acked');
  else if (before?.acked !== now.acked) await outbox.keepTold(now);
  return back !== null;
}

/**
 * Asks for a device id: the first, or another one because the old is used by a clone or `forgotten`. Devices are
 * never deleted, so a server that forgot one has gone back to before it: everything retained is offered again.
 */
export async function newDevice(engine: Engine, forgotten = false): Promise<void> {
  const { outbox } = engine.store;
  const answer = await engine.ask('POST', '/devices', { json: {} });
  if (answer.status !== 201 && answer.status !== 200) throw haltFor(answer);
  const hello = samePerson(engine, answer.json as Hello | null);
  const { device, limits, secret } = answer.json as { device: string; limits?: Partial<Limits>; secret?: string };
  const kept: Device = { id: device, limits: { ...DEFAULT_LIMITS, ...limits } };
  // A new device has no acked of its own yet; only the epoch tells whether the server went back.
  const told = { epoch: hello.epoch, acked: (await outbox.told())?.acked ?? 0 };
  if (forgotten) await outbox.offerAgain(told, true);
  else await learn(engine, told);
  await outbox.takeDevice(kept, { epoch: hello.epoch, acked: 0 }, secret);
  await keepDuty(engine, hello);
}

const keepDuty = ({ store, serverTime }: Engine, { duty }: Hello): Promise<void> =>
  store.outbox.putDuty(duty ? { ...duty, at: serverTime } : null);

/** A device registered before there were secrets gets one at its next greeting. Nothing waits for it. */
async function tellSecret(engine: Engine, device: string): Promise<void> {
  const { outbox } = engine.store;
  const secret = await outbox.secretToTell(device);
  const answer = await engine.ask('POST', `/devices/${encodeURIComponent(device)}/secret`, { json: { secret } });
  if (codeOf(answer.json) === 'has_secret') await outbox.dropSecret(device);
}

/** The first request of a start, and after a silence: who is logged in, and what the server has of this device. */
export async function greet(engine: Engine): Promise<void> {
  const device = await engine.store.outbox.device();
  if (!device) {
    await newDevice(engine);
  } else {
    const answer = await engine.ask('GET', `/hello?device=${encodeURIComponent(device.id)}`);
    if (noDevice(answer)) await newDevice(engine, true);
    else if (answer.status !== 200) throw haltFor(answer);
    else {
      const hello = samePerson(engine, answer.json as Hello | null);
      keepLogin(hello.login);
      await learn(engine, { epoch: hello.epoch, acked: hello.acked ?? 0 });
      await engine.store.outbox.offerAboveGap(hello.acked ?? 0);
      await engine.store.outbox.putUnverified(hello.unverified ?? 0);
      await keepDuty(engine, hello);
      if (hello.sealed === false) await tellSecret(engine, device.id);
    }
  }
}
