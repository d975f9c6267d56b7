import type { Client } from '../../../client/client.ts';
import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';
import { proxySignals } from './proxy-signals.ts';
import { checkTty, followSize, streamContainer } from './stream.ts';

export const containerStart = defineCommand({
  use: 'docker start [OPTIONS] CONTAINER [CONTAINER...]',
  also: ['docker container start'],
  aliases: ['docker container start', 'docker start'],
  short: 'Start one or more stopped containers',
  flags: {
    attach: { type: 'bool', short: 'a', usage: 'Attach STDOUT/STDERR and forward signals' },
    checkpoint: { type: 'string', usage: 'Restore from this checkpoint', hidden: true, only: 'experimental' },
    'checkpoint-dir': {
      type: 'string',
      usage: 'Use a custom checkpoint storage directory',
      hidden: true,
      only: 'experimental',
    },
    'detach-keys': { type: 'string', usage: 'Override the key sequence for detaching a container' },
    interactive: { type: 'bool', short: 'i', usage: "Attach container's STDIN" },
  },
  args: { min: 1 },
  run: async ({ client, io, args, flags }) => {
    if (flags.attach || flags.interactive) {
      if (args.length > 1) throw new StatusError(1, 'you cannot start and attach multiple containers at once');
      return startAttached(client, io, args[0] ?? '', flags.interactive, flags['detach-keys']);
    }
    const failed: string[] = [];
    for (const name of args) {
      try {
        await client.containerStart(name);
        await io.out(`${name}\n`);
      } catch (error) {
        await io.err(`${errorText(error)}\n`);
        failed.push(name);
      }
    }
    if (failed.length > 0) throw new StatusError(1, `Error: failed to start containers: ${failed.join(', ')}`);
    return 0;
  },
});

async function startAttached(client: Client, io: Io, name: string, interactive: boolean, detachKeys: string) {
  const { Id, Config, HostConfig } = await client.containerInspect(name);
  const tty = Config.Tty;
  const stdin = interactive && Config.OpenStdin;
  checkTty(io, stdin, tty);
  const stopProxy = tty ? () => {} : proxySignals(io, client, () => Id);
  const streams = { stdin, stdout: true, stderr: true };
  const connection = await client.containerAttach(Id, { stream: true, ...streams, detachKeys });
  const { result } = await client.containerWait(Id, HostConfig.AutoRemove ? 'removed' : 'next-exit');
  const ended = streamContainer({ io, connection, tty, ...streams, detachKeys }).then(
    (how) => ({ how }),
    (error: unknown) => ({ error }),
  );
  try {
    await client.containerStart(Id);
  } catch (error) {
    connection.output.end();
    connection.input.cancel();
    await ended;
    stopProxy();
    throw error;
  }
  const stopResizing =
    tty && io.isTerminal(1)
      ? await followSize(io, (rows, columns) => client.containerResize(Id, rows, columns))
      : () => {};
  const end = await ended;
  stopResizing();
  stopProxy();
  if ('error' in end) throw end.error;
  return end.how === 'detached' ? 0 : (await result).StatusCode;
}
