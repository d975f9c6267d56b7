import { Errno } from '../../kernel/errno.ts';
import { connect } from '../../kernel/net/connect.ts';
import { listen } from '../../kernel/net/listen.ts';
import { NameError, resolveName } from '../../kernel/net/resolve-name.ts';
import type { Duplex } from '../../kernel/stream.ts';
import type { Call } from '../tool/call.ts';
import { LATE, within } from './within.ts';

/** nc: both sides of a TCP connection. */
export async function runNc(call: Call): Promise<number> {
  if (call.has('u') || call.has('e')) {
    await call.process.err(`drydock: not simulated: nc ${call.has('u') ? '-u' : '-e'}\n`);
    return 1;
  }
  return call.has('l') ? serve(call) : dial(call);
}

async function serve(call: Call): Promise<number> {
  const { process } = call;
  const port = Number(call.value('p') ?? call.operands.at(-1));
  if (!Number.isInteger(port)) return call.misuse();
  let arrived: (connection: Duplex) => void = () => {};
  const first = new Promise<Duplex>((resolve) => (arrived = resolve));
  try {
    const listener = listen(
      process,
      { port, ...(!call.gnu && { sockets: ['*'] }) },
      { stream: (connection) => arrived(connection) },
    );
    const connection = await process.waitFor(first);
    listener.close();
    return await exchange(call, connection);
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(`bind: ${error.message}`);
  }
}

async function dial(call: Call): Promise<number> {
  const { process } = call;
  const [host, given] = call.operands;
  if (host === undefined) return call.misuse();
  const port = Number(given ?? 0);
  try {
    const [ip = ''] = await resolveName(process, host);
    const limit = call.has('w') ? Number(call.value('w')) * 1000 : Infinity;
    try {
      const connection = await within(process, limit, connect(process, ip, port));
      if (connection === LATE) return await call.die('timed out');
      if (call.has('v'))
        await process.err(
          call.gnu
            ? `Connection to ${host} (${ip}) ${port} port [tcp/*] succeeded!\n`
            : `${host} (${ip}:${port}) open\n`,
        );
      if (call.has('z')) return 0;
      return await exchange(call, connection.stream());
    } catch (error) {
      if (!(error instanceof Errno)) throw error;
      if (!call.gnu) return await call.die(`can't connect to remote host (${ip}): ${error.message}`);
      if (call.has('v'))
        await process.err(`nc: connect to ${host} (${ip}) port ${port} (tcp) failed: ${error.message}\n`);
      return 1;
    }
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return call.die(
      call.gnu ? `getaddrinfo for host "${host}" port ${port}: ${error.message}` : `bad address '${host}'`,
    );
  }
}

/** Milliseconds for what stands in the input when the other side has ended. */
const LAST_WORDS = 20;

/** Copies both ways; the end of input ends only that way. */
export async function exchange({ process }: Call, { input, output }: Duplex): Promise<number> {
  const sending = (async () => {
    for await (const chunk of process.chunks(0)) await output.write(chunk);
  })()
    .finally(() => output.end())
    .catch(async (error: unknown) => {
      // The other side has closed: what it does not want is no failure.
      if (!(error instanceof Errno)) await process.kernel.fault(process, error);
    });
  for (let chunk = await process.waitFor(input.read()); chunk !== null; chunk = await process.waitFor(input.read())) {
    await process.out(chunk);
  }
  await within(process, LAST_WORDS, sending);
  return 0;
}
