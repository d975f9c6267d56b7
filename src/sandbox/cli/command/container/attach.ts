import type { ContainerInspect } from '../../../api/types/container.ts';
import { defineCommand } from '../../command.ts';
import { StatusError } from '../../errors.ts';
import { untilThirdSignal } from './insist.ts';
import { proxySignals, signalPasser } from './proxy-signals.ts';
import { checkTty, followSize, streamContainer } from './stream.ts';

export const containerAttach = defineCommand({
  use: 'docker attach [OPTIONS] CONTAINER',
  also: ['docker container attach'],
  aliases: ['docker container attach', 'docker attach'],
  short: 'Attach local standard input, output, and error streams to a running container',
  flags: {
    'detach-keys': { type: 'string', usage: 'Override the key sequence for detaching a container' },
    'no-stdin': { type: 'bool', usage: 'Do not attach STDIN' },
    'sig-proxy': { type: 'bool', usage: 'Proxy all received signals to the process', default: 'true' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    const { result } = await client.containerWait(name, 'not-running').then(
      (wait) => wait,
      () => ({ result: undefined }),
    );
    const { Config, State } = await client.containerInspect(name);
    checkState(State);
    const tty = Config.Tty;
    const stdin = !flags['no-stdin'] && Config.OpenStdin;
    checkTty(io, stdin, tty);
    const isProxy = flags['sig-proxy'] && !tty;
    const stopProxy = isProxy ? proxySignals(io, client, () => name) : () => {};
    const streams = { stdin, stdout: true, stderr: true };
    const detachKeys = flags['detach-keys'];
    const connection = await client.containerAttach(name, { stream: true, ...streams, detachKeys });
    const stopResizing =
      tty && io.isTerminal(1)
        ? await followSize(io, (rows, columns) => client.containerResize(name, rows, columns), { wakes: true })
        : () => {};
    const stream = async (): Promise<number> => {
      const how = await streamContainer({ io, connection, tty, ...streams, detachKeys });
      if (how === 'detached') throw new StatusError(1, 'read escape sequence');
      const status = await result;
      if (status?.Error !== undefined) throw new StatusError(1, status.Error.Message);
      return status?.StatusCode ?? 0;
    };
    const pass = isProxy ? signalPasser(client, () => name) : undefined;
    return await untilThirdSignal(io, stream(), pass).finally(() => {
      stopResizing();
      stopProxy();
    });
  },
});

function checkState({ Running, Paused, Restarting }: ContainerInspect['State']): void {
  if (!Running) throw new StatusError(1, 'You cannot attach to a stopped container, start it first');
  if (Paused) throw new StatusError(1, 'You cannot attach to a paused container, unpause it first');
  if (Restarting) throw new StatusError(1, 'You cannot attach to a restarting container, wait until it is running');
}
