import { Errno } from '../../kernel/errno.ts';
import { type Echo, ping } from '../../kernel/net/connect.ts';
import { isIPv6 } from '../../kernel/net/address.ts';
import { type Family, NameError, resolveName } from '../../kernel/net/resolve-name.ts';
import type { Call } from '../tool/call.ts';
import { calledAs } from '../tool/tool.ts';
import { LATE, within } from './within.ts';

/** BusyBox and iputils wait this long for the last answer. */
const LINGER_MS = 10_000;

interface Tally {
  sent: number;
  received: number;
  readonly times: number[];
}

const ms = (time: number): string => time.toFixed(3);

export async function runPing(call: Call): Promise<number> {
  const [host] = call.operands;
  if (host === undefined) return usage(call);
  const { process } = call;
  let address: string | undefined;
  try {
    [address] = await resolveName(process, host, familyOf(call));
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return call.die(call.gnu ? `${host}: ${error.message}` : `bad address '${host}'`, call.gnu ? 2 : 1);
  }
  if (address === undefined) return call.die(call.gnu ? `${host}: Name or service not known` : `bad address '${host}'`);
  const size = Number(call.value('s') ?? 56);
  const header = isIPv6(address) ? 48 : 28;
  const heading = call.gnu
    ? `PING ${host} (${address}) ${size}(${size + header}) bytes of data.\n`
    : `PING ${host} (${address}): ${size} data bytes\n`;
  if (!process.has('CAP_NET_RAW')) {
    await process.out(call.gnu ? '' : heading);
    return call.die(
      call.gnu ? 'socktype: SOCK_RAW\nping: socket: Operation not permitted' : 'permission denied (are you root?)',
      call.gnu ? 2 : 1,
    );
  }
  if (!call.gnu) await process.out(heading);
  return probe(call, host, address, size, heading);
}

/** ping6 is `ping -6`. */
function familyOf(call: Call): Family | undefined {
  if (call.has('6') || calledAs(call.process) === 'ping6') return 'inet6';
  return call.has('4') ? 'inet' : undefined;
}

async function usage(call: Call): Promise<number> {
  if (!call.gnu) return call.misuse();
  return call.die('usage error: Destination address required');
}

async function probe(call: Call, host: string, address: string, size: number, heading: string): Promise<number> {
  const { process } = call;
  const { clock } = process.kernel;
  const count = Number(call.value('c') ?? Infinity);
  const interval = Number(call.value('i') ?? 1) * 1000;
  const deadline = clock.now() + Number(call.value('w') ?? Infinity) * 1000;
  const patience = Number(call.value('W') ?? LINGER_MS / 1000) * 1000;
  const quiet = call.has('q');
  const started = clock.now();
  const tally: Tally = { sent: 0, received: 0, times: [] };
  let stop = false;
  process.onSignal('INT', () => {
    stop = true;
  });
  for (let seq = 0; seq < count && !stop && clock.now() < deadline; seq++) {
    const sentAt = clock.now();
    tally.sent++;
    const last = seq + 1 >= count;
    let echo: Echo | typeof LATE | undefined;
    try {
      const limit = Math.min(last ? patience : interval, deadline - sentAt);
      if (seq === 0 && call.gnu) await process.out(heading);
      echo = await interruptible(() => within(process, limit, ping(process, address)));
      if (echo === undefined && !stop) await interruptible(() => process.sleep(limit, { interruptible: true }));
    } catch (error) {
      if (!(error instanceof Errno) || (error.code !== 'EHOSTUNREACH' && error.code !== 'ENETUNREACH')) throw error;
      if (error.code === 'ENETUNREACH') return unreachable(call, error);
      if (call.gnu)
        await process.out(`From ${ownAddress(call, address)} icmp_seq=${seq + 1} Destination Host Unreachable\n`);
    }
    if (echo !== LATE && echo !== undefined) {
      tally.received++;
      tally.times.push(echo.time);
      const order = call.gnu ? `icmp_seq=${seq + 1}` : `seq=${seq}`;
      const time = call.gnu ? echo.time.toPrecision(3) : ms(echo.time);
      const from = call.gnu && host !== address ? `${host} (${echo.from})` : echo.from;
      if (!quiet) await process.out(`${size + 8} bytes from ${from}: ${order} ttl=${echo.ttl} time=${time} ms\n`);
    }
    const rest = Math.min(sentAt + interval, deadline) - clock.now();
    if (!last && rest > 0 && !stop) await interruptible(() => process.sleep(rest, { interruptible: true }));
  }
  await report(call, host, tally, clock.now() - started);
  return tally.received > 0 ? 0 : 1;
}

/** Ctrl-C ends a wait, not the program. */
async function interruptible<T>(wait: () => Promise<T>): Promise<T | undefined> {
  try {
    return await wait();
  } catch (error) {
    if (error instanceof Errno && error.code === 'EINTR') return undefined;
    throw error;
  }
}

async function unreachable(call: Call, error: Errno): Promise<number> {
  return call.die(call.gnu ? `connect: ${error.message}` : `sendto: ${error.message}`, call.gnu ? 2 : 1);
}

const ownAddress = (call: Call, address: string): string =>
  call.process.namespaces.net.routeTo(address)?.source ??
  [...call.process.namespaces.net.links.values()].flatMap((link) => link.addresses)[1]?.address ??
  address;

async function report(call: Call, host: string, tally: Tally, passed: number): Promise<void> {
  const { sent, received, times } = tally;
  const loss = sent === 0 ? 0 : Math.floor(((sent - received) * 100) / sent);
  const least = Math.min(...times);
  const most = Math.max(...times);
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const deviation = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / times.length);
  await call.process.out(`\n--- ${host} ping statistics ---\n`);
  if (call.gnu) {
    await call.process.out(
      `${sent} packets transmitted, ${received} received, ${loss}% packet loss, time ${Math.round(passed)}ms\n` +
        (received > 0 ? `rtt min/avg/max/mdev = ${ms(least)}/${ms(mean)}/${ms(most)}/${ms(deviation)} ms\n` : '\n'),
    );
    return;
  }
  await call.process.out(
    `${sent} packets transmitted, ${received} packets received, ${loss}% packet loss\n` +
      (received > 0 ? `round-trip min/avg/max = ${ms(least)}/${ms(mean)}/${ms(most)} ms\n` : ''),
  );
}
