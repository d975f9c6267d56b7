import type { Transport } from '../api/transport.ts';
import { Client } from '../client/client.ts';
import type { Process, Program } from '../kernel/process.ts';
import { SIGNALS } from '../kernel/signal.ts';
import type { Command } from './command.ts';
import { ArgumentError, FlagError, NotSimulatedError, StatusError, TemplateError } from './errors.ts';
import { commandHelp, groupHelp, isOfBuildx, useLine } from './help.ts';
import type { Io } from './io.ts';
import type { Flags, FlagSpec } from './opts/flag.ts';
import { type Parsed, parseFlags } from './opts/parse.ts';
import { configDirectory, configWarning } from './config-file.ts';
import { DEFAULT_HOST, nobodyAt, resolveContext, resolveHost } from './opts/host.ts';
import { errorText } from './error-text.ts';
import type { Plugins } from './plugin.ts';
import { processIo } from './process-io.ts';
import { childrenOf, type Entry, findEntry } from './registry.ts';
import { ROOT_FLAGS, rootHelp } from './root.ts';
import { abandonable } from './session.ts';
import { apiVersion, VERSION_LINE } from './version.ts';

/** Exit code of a command line that docker can't read. */
const BAD_FLAGS = 125;

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
  const fail = async (code: number, text: string) => {
    await io.err(`${text}\n`);
    return code;
  };
  const width = io.size(0)?.columns ?? 80;
  let root: Parsed<typeof ROOT_FLAGS>;
  try {
    root = parseWithHelp(ROOT_FLAGS, argv, false);
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    return fail(BAD_FLAGS, flagText(error.message, 'docker [OPTIONS] COMMAND [ARG...]', 'docker'));
  }
  const authority = root.flags.tlscacert.replace('/root/.docker', configDirectory(io));
  if ((root.flags.tls || root.flags.tlsverify) && root.args.length > 0 && !io.fs.exists(authority)) {
    const missing = `open ${authority}: no such file or directory`;
    return fail(1, `Failed to initialize: unable to resolve docker endpoint: ${missing}`);
  }
  const refused = unsimulated(ROOT_FLAGS, root.changed);
  if (refused !== undefined) return fail(BAD_FLAGS, new NotSimulatedError(`docker --${refused}`).message);
  if (asksHelp(root.changed)) {
    if (root.changed.has(SHORT_HELP)) await io.err(DEPRECATED);
    await io.out(rootHelp(width, configDirectory(io)));
    return 0;
  }
  if (!['debug', 'info', 'warn', 'error', 'fatal', 'panic', 'trace', 'warning'].includes(root.flags['log-level'])) {
    return fail(1, `Unable to parse logging level: ${root.flags['log-level']}`);
  }
  if (root.flags.version) {
    await io.out(`${VERSION_LINE}\n`);
    return 0;
  }
  if (root.args.length === 0) {
    await io.err(rootHelp(width, configDirectory(io)));
    return 0;
  }
  if (root.args[0] === 'help') return help(root.args.slice(1), io, width);
  const [word = '', ...words] = root.args;
  const plugin = Object.hasOwn(plugins, word) ? plugins[word] : undefined;
  if (plugin !== undefined) {
    const host = resolveHost(root.flags, io);
    if (host instanceof StatusError) return fail(host.code, host.message);
    const client = new Client(host === DEFAULT_HOST ? transport : remote(host), host, apiVersion(io.env));
    return (await plugin())({ argv: words, io, client, context: resolveContext(root.flags, io) });
  }
  const { flags: ahead, args } = flagsAhead(root.args);
  const { entry, rest } = find(args);
  if (entry === undefined) {
    if (words.includes('--help')) {
      await io.out(rootHelp(width, configDirectory(io)));
      return 0;
    }
    return fail(1, `docker: unknown command: docker ${root.args[0]}\n\n${runHelp('docker')}`);
  }
  if (entry.kind === 'not simulated') return fail(1, new NotSimulatedError(entry.path).message);
  if (entry.kind === 'experimental') return fail(1, unfitText(entry.path, 'experimental'));
  if (entry.kind === 'group') return group(entry.path, entry.short, rest, io);
  const warning = configWarning(io);
  if (warning !== undefined) await io.err(warning);
  const resolved = resolveHost(root.flags, io);
  const needsNoDaemon = entry.path.startsWith('docker context ');
  if (resolved instanceof StatusError && !needsNoDaemon) return fail(resolved.code, resolved.message);
  const host = resolved instanceof StatusError ? '' : resolved;
  const client = new Client(host === DEFAULT_HOST ? transport : remote(host), host, apiVersion(io.env));
  const fitting = ahead.filter(({ name }) => Object.hasOwn(entry.command.flags, name)).flatMap(({ words: own }) => own);
  // Plugins are told what level of logging the command line asks for.
  const logging = root.flags.debug && Object.hasOwn(entry.command.flags, 'debug') ? ['--debug'] : [];
  return run(entry, [...logging, ...fitting, ...rest], {
    io,
    client,
    width,
    plugins,
    context: resolveContext(root.flags, io),
  });
}

/** `docker buildx --builder x du`: flags of the whole plugin may stand before its command. */
function flagsAhead([group = '', ...words]: readonly string[]) {
  const flags: { readonly name: string; readonly words: readonly string[] }[] = [];
  if (!isOfBuildx(`docker ${group}`)) return { flags, args: [group, ...words] };
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const [, name] = /^--(builder|debug)(?:=|$)/.exec(word) ?? [undefined, word === '-D' ? 'debug' : undefined];
    const count = word === '--builder' ? 2 : 1;
    if (name === undefined || at + count > words.length) break;
    flags.push({ name, words: words.slice(at, at + count) });
    at += count;
  }
  return { flags, args: [group, ...words.slice(at)] };
}

/** The longest beginning of the words that is a command or a group. */
function find(words: readonly string[]): { entry: Entry | undefined; rest: readonly string[] } {
  let entry: Entry | undefined;
  let used = 0;
  let path = 'docker';
  for (const word of words) {
    path += ` ${word}`;
    const found = findEntry(path);
    if (found === undefined) break;
    entry = found;
    used++;
    if (found.kind !== 'group' && found.kind !== 'experimental') break;
  }
  return { entry, rest: words.slice(used) };
}

async function help(topic: readonly string[], io: Io, width: number): Promise<number> {
  const { entry, rest } = find(topic);
  if (topic.length === 0) await io.out(rootHelp(width, configDirectory(io)));
  else if (entry === undefined || rest.length > 0) {
    await io.err(`unknown help topic: ${topic.join(' ')}\n`);
    return 1;
  } else if (entry.kind === 'group') await io.out(groupHelp(entry.path, entry.short, childrenOf(entry.path)));
  else if (entry.kind === 'command') await io.out(commandHelp(entry.command, entry.path, entry.own, width));
  else {
    await io.err(`${new NotSimulatedError(entry.path).message}\n`);
    return 1;
  }
  return 0;
}

async function group(path: string, short: string, args: readonly string[], io: Io): Promise<number> {
  const text = groupHelp(path, short, childrenOf(path));
  try {
    const parsed = parseWithHelp({}, args, true);
    if (asksHelp(parsed.changed)) {
      await io.out(text);
      return 0;
    }
    const [unknown] = parsed.args;
    if (isOfBuildx(path)) {
      await io.out(text);
      if (unknown !== undefined) await io.err(`ERROR: unknown command: ${JSON.stringify(unknown)}\n`);
      return unknown === undefined ? 0 : 1;
    }
    if (unknown === undefined) {
      await io.err(text);
      return 0;
    }
    await io.err(`docker: unknown command: ${path} ${unknown}\n\nUsage:  ${path}\n\n${runHelp(path)}\n`);
    return 1;
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    await io.err(`${flagText(error.message, path, path)}\n`);
    return BAD_FLAGS;
  }
}

interface Context {
  readonly io: Io;
  readonly client: Client;
  readonly width: number;
  readonly plugins: Plugins;
  /** Name of the docker context. */
  readonly context: string;
}

async function run(entry: Extract<Entry, { kind: 'command' }>, words: readonly string[], context: Context) {
  const { command, path, own } = entry;
  const { io } = context;
  const use = useLine(command, path, own);
  try {
    const { flags, changed, args } = parseWithHelp(command.flags, words, command.interspersed !== false);
    if (asksHelp(changed)) {
      if (changed.has(SHORT_HELP)) await io.out(DEPRECATED);
      await io.out(commandHelp(command, path, own, context.width));
      return 0;
    }
    for (const name of changed) {
      const advice = command.flags[name]?.deprecated;
      if (advice !== undefined) await io.out(`Flag --${name} has been deprecated, ${advice}\n`);
    }
    const unfit = [...changed].find((name) => command.flags[name]?.only !== undefined);
    if (unfit !== undefined) throw new StatusError(1, unfitText(`"--${unfit}"`, command.flags[unfit]?.only));
    const refused = unsimulated(command.flags, changed);
    if (refused !== undefined) throw new StatusError(BAD_FLAGS, new NotSimulatedError(`${path} --${refused}`).message);
    checkArguments(command, command.plugin === true ? own : path, args.length);
    const plugin = Object.hasOwn(context.plugins, own) ? context.plugins[own] : undefined;
    if (plugin !== undefined)
      return await (
        await plugin()
      )({ argv: words, io, client: context.client, context: context.context });
    return (
      (await command.run({ client: context.client, context: context.context, io, args, flags, changed, path })) ?? 0
    );
  } catch (error) {
    const { code, message } = failure(error, use, command.plugin === true ? own : path, command.plugin);
    if (message !== '') await io.err(`${message}\n`);
    return code;
  }
}

/** @param plugin its own errors are told with a word before them */
function failure(error: unknown, use: string, path: string, plugin?: true): { code: number; message: string } {
  const prefix = plugin === true ? 'ERROR: ' : '';
  if (error instanceof FlagError) return { code: BAD_FLAGS, message: flagText(error.message, use, path) };
  if (error instanceof ArgumentError) {
    const hint = `${error.hint} '${path} --help' for more information`;
    return { code: 1, message: `${prefix}docker: ${error.message}\n\nUsage:  ${use}\n\n${hint}` };
  }
  if (error instanceof TemplateError) return { code: error.code, message: `${prefix}${error.message}` };
  if (error instanceof StatusError) return { code: error.code, message: error.message };
  return { code: 1, message: `${prefix}${errorText(error)}` };
}

const runHelp = (path: string) => `Run '${path} --help' for more information`;
const flagText = (message: string, use: string, path: string) => `${message}\n\nUsage:  ${use}\n\n${runHelp(path)}`;

/** @see docker/cli cmd/docker/docker.go, areFlagsSupported */
const unfitText = (what: string, only: FlagSpec['only']): string =>
  only === 'windows'
    ? `${what} is only supported on a Docker daemon running on windows, but the Docker daemon is running on linux`
    : `${what} is only supported on a Docker daemon with experimental features enabled`;

const SHORT_HELP = ' h';
const DEPRECATED = 'Flag shorthand -h has been deprecated, use --help\n';
const asksHelp = (changed: ReadonlySet<string>) => changed.has('help') || changed.has(SHORT_HELP);

/** Every command knows --help; -h too, unless it means something else there. */
function parseWithHelp<F extends Flags>(specs: F, argv: readonly string[], interspersed: boolean): Parsed<F> {
  const hidden: FlagSpec = { type: 'bool', usage: '' };
  const taken = Object.values(specs).some((spec) => spec.short === 'h');
  const all = { ...specs, help: hidden, ...(taken ? {} : { [SHORT_HELP]: { ...hidden, short: 'h' } }) };
  return parseFlags(all, argv, interspersed) as unknown as Parsed<F>;
}

function unsimulated(specs: Flags, changed: ReadonlySet<string>): string | undefined {
  return [...changed].find((name) => specs[name]?.simulated === false);
}

/** @see docker/cli cli/required.go */
function checkArguments({ args: { min, max, exact } }: Command, path: string, count: number): void {
  if (count >= min && count <= (max ?? Infinity)) return;
  const some = (number: number) => `${number} argument${number === 1 ? '' : 's'}`;
  if (max === 0 && exact !== true) throw new ArgumentError(`'${path}' accepts no arguments`, 'Run');
  if (max === min) throw new ArgumentError(`'${path}' requires ${some(min)}`, 'Run');
  if (max === undefined) throw new ArgumentError(`'${path}' requires at least ${some(min)}`, 'See');
  if (min === 0) throw new ArgumentError(`'${path}' requires at most ${some(max)}`, 'SRun');
  throw new ArgumentError(`'${path}' requires at least ${min} and at most ${some(max)}`, 'Run');
}
