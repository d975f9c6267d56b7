import type { Transport } from '../api/transport.ts';
import { Client } from '../client/client.ts';
import type { Process, Program } from '../kernel/process.ts';
import { SIGNALS } from '../kernel/signal.ts';
import { FlagError, NotSimulatedError, StatusError } from './errors.ts';
import type { Io } from './io.ts';
import type { Parsed } from './opts/parse.ts';
import { configDirectory, configWarning } from './config-file.ts';
import { DEFAULT_HOST, nobodyAt, resolveContext, resolveHost } from './opts/host.ts';
import type { Plugins } from './plugin.ts';
import { processIo } from './process-io.ts';
import { ROOT_FLAGS, rootHelp } from './root.ts';
import { abandonable } from './session.ts';
import { apiVersion, VERSION_LINE } from './version.ts';
import { parseWithHelp, asksHelp, SHORT_HELP, DEPRECATED } from './help-flag.ts';
import { BAD_FLAGS, flagText, runHelp, unfitText, unsimulated } from './usage-text.ts';
import { findCommand, flagsAhead } from './find-command.ts';
import { printGroup, printHelp } from './print-help.ts';
import { runCommand } from './run-command.ts';

/** CPU time that a real client and the daemon take for a command, ms: what goes on meanwhile gets on by as much. */
const WORK_MS = 30;

/**
 * `/usr/bin/docker`.
 * @param connect opens the road to the daemon, once a run
 * @param plugins programs of their own, by their word
 * @param reach the road to another machine's daemon, where there is one
 */
export function dockerProgram(
  connect: (process: Process) => Transport,
  plugins: Plugins = {},
  reach: (host: string) => Transport | undefined = () => undefined,
): Program {
  return async (process) => {
    const session = abandonable(connect(process));
    const others: { close(): void }[] = [];
    const remote = (host: string) => {
      const transport = reach(host);
      if (transport === undefined) return nobodyAt(host);
      const other = abandonable(transport);
      others.push(other);
      return other.transport;
    };
    process.spend(WORK_MS / process.kernel.clock.stepMs);
    try {
      await process.step();
      const work = docker(process.argv.slice(1), processIo(process), session.transport, plugins, remote);
      return await process.waitFor(Promise.race([work, interrupted(process)]));
    } finally {
      for (const { close } of [session, ...others]) close();
    }
  };
}

/**
 * The client catches what would end it, gives up what it does and exits: no shell says that a signal killed it.
 * @see docker/cli cmd/docker/docker.go, errCtxSignalTerminated
 */
const interrupted = (process: Process): Promise<number> =>
  new Promise((resolve) => {
    for (const signal of ['INT', 'TERM'] as const) process.onSignal(signal, () => resolve(128 + SIGNALS[signal]));
  });

/** Runs a command line without its first word. @returns exit code */
export async function docker(
  argv: readonly string[],
  io: Io,
  transport: Transport,
  plugins: Plugins = {},
  remote: (host: string) => Transport = nobodyAt,
): Promise<number> {
  const fail = (code: number, text: string) => refuse(io, code, text);
  const width = io.size(0)?.columns ?? 80;
  let root: Parsed<typeof ROOT_FLAGS>;
  try {
    root = parseWithHelp(ROOT_FLAGS, argv, false);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    return fail(BAD_FLAGS, flagText(error.message, 'docker [OPTIONS] COMMAND [ARG...]', 'docker'));
  }
  const clientOf = (host: string) =>
    new Client(host === DEFAULT_HOST ? transport : remote(host), host, apiVersion(io.env));
  const answered = await answerRoot(root, io, width);
  if (answered !== undefined) return answered;
  // Of a program of its own the program tells.
  const asked = root.args[0] === 'help' && Object.hasOwn(plugins, root.args[1] ?? '');
  if (root.args[0] === 'help' && !asked) return printHelp(root.args.slice(1), io, width);
  const [word = '', ...words] = asked ? [...root.args.slice(1), '--help'] : root.args;
  const plugin = Object.hasOwn(plugins, word) ? plugins[word] : undefined;
  if (plugin !== undefined) {
    const host = resolveHost(root.flags, io);
    if (host instanceof StatusError) return fail(host.code, host.message);
    const context = resolveContext(root.flags, io);
    return (await plugin())({ argv: words, io, client: clientOf(host), context, path: `docker ${word}` });
  }
  const { flags: ahead, args } = flagsAhead(root.args);
  const { entry, rest } = findCommand(args);
  if (entry === undefined) {
    if (words.includes('--help')) {
      await io.out(rootHelp(width, configDirectory(io)));
      return 0;
    }
    return fail(1, `docker: unknown command: docker ${root.args[0]}\n\n${runHelp('docker')}`);
  }
  if (entry.kind === 'not simulated') return fail(1, new NotSimulatedError(entry.path).message);
  if (entry.kind === 'experimental') return fail(1, unfitText(entry.path, 'experimental'));
  if (entry.kind === 'group') return printGroup(entry.path, entry.short, rest, io);
  const warning = configWarning(io);
  if (warning !== undefined) await io.err(warning);
  const resolved = resolveHost(root.flags, io);
  const needsNoDaemon = entry.path.startsWith('docker context ');
  if (resolved instanceof StatusError && !needsNoDaemon) return fail(resolved.code, resolved.message);
  const host = resolved instanceof StatusError ? '' : resolved;
  const fitting = ahead.filter(({ name }) => Object.hasOwn(entry.command.flags, name)).flatMap(({ words: own }) => own);
  // Plugins are told what level of logging the command line asks for.
  const logging = root.flags.debug && Object.hasOwn(entry.command.flags, 'debug') ? ['--debug'] : [];
  return runCommand(entry, [...logging, ...fitting, ...rest], {
    io,
    client: clientOf(host),
    width,
    plugins,
    context: resolveContext(root.flags, io),
  });
}

async function refuse(io: Io, code: number, text: string): Promise<number> {
  await io.err(`${text}\n`);
  return code;
}

/** What the flags of docker itself decide before any command is looked for. @returns exit code; undefined: go on */
async function answerRoot(root: Parsed<typeof ROOT_FLAGS>, io: Io, width: number): Promise<number | undefined> {
  const authority = root.flags.tlscacert.replace('/root/.docker', configDirectory(io));
  if ((root.flags.tls || root.flags.tlsverify) && root.args.length > 0 && !io.fs.exists(authority)) {
    const missing = `open ${authority}: no such file or directory`;
    return refuse(io, 1, `Failed to initialize: unable to resolve docker endpoint: ${missing}`);
  }
  const refused = unsimulated(ROOT_FLAGS, root.changed);
  if (refused !== undefined) return refuse(io, BAD_FLAGS, new NotSimulatedError(`docker --${refused}`).message);
  if (asksHelp(root.changed)) {
    if (root.changed.has(SHORT_HELP)) await io.err(DEPRECATED);
    await io.out(rootHelp(width, configDirectory(io)));
    return 0;
  }
  if (!['debug', 'info', 'warn', 'error', 'fatal', 'panic', 'trace', 'warning'].includes(root.flags['log-level'])) {
    return refuse(io, 1, `Unable to parse logging level: ${root.flags['log-level']}`);
  }
  if (root.flags.version) {
    await io.out(`${VERSION_LINE}\n`);
    return 0;
  }
  if (root.args.length === 0) {
    await io.err(rootHelp(width, configDirectory(io)));
    return 0;
  }
  return undefined;
}
