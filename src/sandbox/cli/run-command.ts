import type { Client } from '../client/client.ts';
import type { Command } from './command.ts';
import { errorText } from './error-text.ts';
import { StatusError, NotSimulatedError, FlagError, ArgumentError, TemplateError, UsageError } from './errors.ts';
import { parseWithHelp, asksHelp, SHORT_HELP, DEPRECATED } from './help-flag.ts';
import { useLine, commandHelp } from './help.ts';
import type { Io } from './io.ts';
import type { Plugins } from './plugin.ts';
import type { Entry } from './registry.ts';
import { unfitText, unsimulated, BAD_FLAGS, flagText } from './usage-text.ts';

/** What a command line runs with. */
interface Context {
  readonly io: Io;
  readonly client: Client;
  readonly width: number;
  readonly plugins: Plugins;
  /** Name of the docker context. */
  readonly context: string;
}

/** A command found: its flags and arguments are read and checked, and it runs. @returns exit code */
export async function runCommand(
  entry: Extract<Entry, { kind: 'command' }>,
  words: readonly string[],
  context: Context,
) {
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
      )({ argv: words, io, client: context.client, context: context.context, path });
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

/** @see docker/cli cli/required.go */
function checkArguments({ args: { min, max, exact, cobra } }: Command, path: string, count: number): void {
  if (count >= min && count <= (max ?? Infinity)) return;
  if (cobra === true) throw new UsageError(`accepts ${min} arg(s), received ${count}`);
  const some = (number: number) => `${number} argument${number === 1 ? '' : 's'}`;
  if (max === 0 && exact !== true) throw new ArgumentError(`'${path}' accepts no arguments`, 'Run');
  if (max === min) throw new ArgumentError(`'${path}' requires ${some(min)}`, 'Run');
  if (max === undefined) throw new ArgumentError(`'${path}' requires at least ${some(min)}`, 'See');
  if (min === 0) throw new ArgumentError(`'${path}' requires at most ${some(max)}`, 'SRun');
  throw new ArgumentError(`'${path}' requires at least ${min} and at most ${some(max)}`, 'Run');
}
