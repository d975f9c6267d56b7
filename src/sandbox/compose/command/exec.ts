import type { Flags } from '../../cli/opts/flag.ts';
import { runExec } from '../../cli/command/container/exec.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import { projectOrName } from '../project.ts';
import { runningContainer } from '../services.ts';

const FLAGS = {
  detach: { type: 'bool', short: 'd', usage: 'Detached mode: Run command in the background' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  env: { type: 'stringArray', short: 'e', usage: 'Set environment variables' },
  index: { type: 'int', usage: 'Index of the container if service has multiple replicas' },
  'no-tty': {
    type: 'bool',
    short: 'T',
    usage: "Disable pseudo-TTY allocation. By default 'docker compose exec' allocates a TTY.",
    default: 'true',
  },
  privileged: { type: 'bool', usage: 'Give extended privileges to the process' },
  user: { type: 'string', short: 'u', usage: 'Run the command as this user' },
  workdir: { type: 'string', short: 'w', usage: 'Path to workdir directory for this command' },
  interactive: {
    type: 'bool',
    short: 'i',
    usage: 'Keep STDIN open even if not attached.',
    default: 'true',
    hidden: true,
  },
  tty: { type: 'bool', short: 't', usage: 'Allocate a pseudo-TTY.', default: 'true', hidden: true },
} as const satisfies Flags;

export const exec = defineCompose({
  name: 'exec',
  use: 'docker compose exec [OPTIONS] SERVICE COMMAND [ARGS...]',
  short: 'Execute a command in a running container',
  args: { kind: 'least', min: 2 },
  interspersed: false,
  flags: FLAGS,
  run: async ({ client, io, root, args, flags, changed }) => {
    if (root['dry-run']) throw new ComposeError('interactive exec is not supported in dry-run mode');
    const [service = '', ...command] = args;
    const { name, project } = await projectOrName(io, root);
    const container = await runningContainer(client, name, service, flags.index);
    const environment = flags.env.map((entry) =>
      entry.includes('=')
        ? entry
        : `${entry}${project?.environment.has(entry) === true ? `=${project.environment.get(entry)}` : ''}`,
    );
    const tty = changed.has('no-tty') || changed.has('no-TTY') ? !flags['no-tty'] : io.isTerminal(1);
    return runExec({
      client,
      io,
      args: [container.id, ...command],
      flags: {
        detach: flags.detach,
        'detach-keys': '',
        env: environment,
        'env-file': [],
        interactive: flags.interactive && !flags.detach,
        privileged: flags.privileged,
        tty,
        user: flags.user,
        workdir: flags.workdir,
      },
    });
  },
});
