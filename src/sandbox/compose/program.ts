import type { Plugin } from '../cli/plugin.ts';
import { DaemonError } from '../client/request.ts';
import { FlagError, NotSimulatedError, StatusError } from '../cli/errors.ts';
import { errorText } from '../cli/error-text.ts';
import { flagUsages, listing } from '../cli/help.ts';
import type { Io } from '../cli/io.ts';
import type { Flags, FlagSpec } from '../cli/opts/flag.ts';
import { type Parsed, parseFlags } from '../cli/opts/parse.ts';
import type { ComposeArity, ComposeCommand } from './command.ts';
import { COMMANDS } from './command/index.ts';
import { dryRunClient } from './dry-run.ts';
import { ComposeError } from './model/error.ts';
import { withOwnVariables } from './project-files.ts';
import { PROGRESS_MODES } from './progress/progress.ts';
import { ROOT_FLAGS } from './root.ts';

/** Commands that a dry run would have to do more for than leave out changes. */
const NO_DRY_RUN: readonly string[] = ['attach', 'commit', 'cp', 'export', 'push', 'watch'];
const HELP: FlagSpec = { type: 'bool', usage: '', short: 'h' };
const parse = <F extends Flags>(flags: F, words: readonly string[], interspersed: boolean) =>
  parseFlags({ ...flags, help: HELP } as Flags, words, interspersed) as unknown as Parsed<
    F & { help: { type: 'bool'; usage: '' } }
  >;

/** `docker compose …` */
export const compose: Plugin = async ({ argv, io, client }) => {
  try {
    return await run(argv, io, client);
  } catch (error) {
    const { code, message } = failure(error);
    if (message !== '') await io.err(`${message}\n`);
    return code;
  }
};

async function run(argv: readonly string[], io: Io, client: Parameters<Plugin>[0]['client']): Promise<number> {
  const width = io.size(0)?.columns ?? 80;
  const root = parse(ROOT_FLAGS, argv, false);
  const [word, ...rest] = root.args;
  const command = COMMANDS.find(({ name }) => name === word);
  if (word === undefined || root.flags.help) {
    await io.out(command === undefined ? rootHelp(width) : commandHelp(command, width));
    return 0;
  }
  if (command === undefined) {
    await io.out(rootHelp(width));
    throw new ComposeError(`unknown docker command: ${JSON.stringify(`compose ${word}`)}`);
  }
  const { flags, args, changed } = parse(command.flags, rest, command.interspersed !== false);
  if (flags.help) {
    await io.out(commandHelp(command, width));
    return 0;
  }
  if (root.flags.progress !== '' && !PROGRESS_MODES.includes(root.flags.progress)) {
    throw new ComposeError(`unsupported --progress value ${JSON.stringify(root.flags.progress)}`);
  }
  const refusedRoot = [...root.changed].find((name) => (ROOT_FLAGS as Flags)[name]?.simulated === false);
  if (refusedRoot !== undefined) throw new NotSimulatedError(`docker compose --${refusedRoot}`);
  const refused = [...changed].find((name) => command.flags[name]?.simulated === false);
  if (refused !== undefined) throw new NotSimulatedError(`docker compose ${word} --${refused}`);
  const isDry = root.flags['dry-run'] || (flags as Record<string, unknown>)['dry-run'] === true;
  if (isDry && NO_DRY_RUN.includes(word)) throw new NotSimulatedError(`docker compose ${word} --dry-run`);
  checkArguments(command, args.length, args[0] ?? '');
  const invocation = {
    client: isDry ? dryRunClient(client) : client,
    io: command.name === 'version' ? io : await withOwnVariables(io, root.flags),
    root: { ...root.flags, 'dry-run': isDry },
  };
  return (await command.run({ ...invocation, args, flags, changed })) ?? 0;
}

function failure(error: unknown): { code: number; message: string } {
  if (error instanceof FlagError) return { code: 1, message: error.message };
  if (error instanceof ComposeError) return { code: error.code, message: error.message };
  if (error instanceof StatusError) return { code: error.code, message: error.message };
  if (error instanceof DaemonError) return { code: 1, message: errorText(error) };
  return { code: 1, message: errorText(error) };
}

function checkArguments({ name, use, args }: ComposeCommand, count: number, first: string): void {
  const refusal = refuse(args, count);
  if (args.kind === 'none' && count > 0) {
    throw new ComposeError(`unknown command ${JSON.stringify(first)} for "docker compose ${name}"`);
  }
  if (refusal === undefined) return;
  if (args.kind === 'least' || args.kind === 'most' || args.kind === 'range') throw new ComposeError(refusal);
  const path = `docker compose ${name}`;
  const hint = refusal.startsWith('requires at least') ? 'See' : 'Run';
  throw new ComposeError(
    `docker: '${path}' ${refusal}\n\nUsage:  ${use.replaceAll('\n', '\n\t')}\n\n${hint} '${path} --help' for more information`,
  );
}

function refuse(args: ComposeArity, count: number): string | undefined {
  const some = (number: number) => `${number} argument${number === 1 ? '' : 's'}`;
  if (args.kind === 'least' && count < args.min) return `requires at least ${args.min} arg(s), only received ${count}`;
  if (args.kind === 'most' && count > args.max) return `accepts at most ${args.max} arg(s), received ${count}`;
  if (args.kind === 'range' && (count < args.min || count > args.max)) {
    return `accepts between ${args.min} and ${args.max} arg(s), received ${count}`;
  }
  if (args.kind !== 'docker' || (count >= args.min && count <= (args.max ?? Infinity))) return undefined;
  if (args.max === args.min) return `requires ${some(args.min)}`;
  if (args.max === undefined) return `requires at least ${some(args.min)}`;
  return `requires at least ${args.min} and at most ${some(args.max)}`;
}

/** What `docker compose up --help` prints. */
export function commandHelp({ use, short, long, aliases, flags }: ComposeCommand, columns: number): string {
  const parts = [`Usage:  ${use.replaceAll('\n', '\n\t')}`, long ?? short];
  if (aliases !== undefined) parts.push(`Aliases:\n  ${aliases.join(', ')}`);
  parts.push(`Options:\n${flagUsages(flags, columns)}`);
  return `${parts.join('\n\n')}\n`;
}

/** What `docker compose --help` prints. */
export function rootHelp(columns: number): string {
  const isManagement = (name: string) => name === 'bridge';
  return [
    'Usage:  docker compose [OPTIONS] COMMAND',
    'Define and run multi-container applications with Docker',
    `Options:\n${flagUsages(ROOT_FLAGS, columns)}`,
    listing(
      'Management Commands',
      COMMANDS.filter(({ name }) => isManagement(name)),
    ),
    listing(
      'Commands',
      COMMANDS.filter(({ name }) => !isManagement(name)),
    ),
    "Run 'docker compose COMMAND --help' for more information on a command.\n",
  ].join('\n\n');
}
