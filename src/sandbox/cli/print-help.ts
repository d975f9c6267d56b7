import { configDirectory } from './config-file.ts';
import { NotSimulatedError, FlagError } from './errors.ts';
import { findCommand } from './find-command.ts';
import { parseWithHelp, asksHelp } from './help-flag.ts';
import { ownGroupHelp, groupHelp, commandHelp, isOfBuildx } from './help.ts';
import type { Io } from './io.ts';
import { childrenOf, STUB } from './registry.ts';
import { rootHelp } from './root.ts';
import { runHelp, flagText, BAD_FLAGS } from './usage-text.ts';

/** `docker help TOPIC`. @returns exit code */
export async function printHelp(topic: readonly string[], io: Io, width: number): Promise<number> {
  const { entry, rest } = findCommand(topic);
  if (topic.length === 0) await io.out(rootHelp(width, configDirectory(io)));
  else if (entry === undefined || rest.length > 0) {
    await io.err(`unknown help topic: ${rest.join(' ')}\n`);
    return 1;
  } else if (entry.kind === 'group' && entry.path === 'docker builder') {
    // Docker's own list: `docker builder --help` would be the answer of buildx.
    const prune = childrenOf(entry.path).filter(({ name }) => name === 'prune');
    await io.out(ownGroupHelp(entry.path, entry.short, [{ name: 'build', short: STUB }, ...prune]));
  } else if (entry.kind === 'group') await io.out(groupHelp(entry.path, entry.short, childrenOf(entry.path)));
  else if (entry.kind === 'command') await io.out(commandHelp(entry.command, entry.path, entry.own, width));
  else {
    await io.err(`${new NotSimulatedError(entry.path).message}\n`);
    return 1;
  }
  return 0;
}

/** What some groups' own usage lines go on with. */
const GROUP_USES: Readonly<Record<string, string>> = {
  'docker manifest': ' COMMAND',
  'docker stack': ' [OPTIONS]',
  'docker volume': ' COMMAND',
};

/** A group without a command, or with one that nobody knows. @returns exit code */
export async function printGroup(path: string, short: string, args: readonly string[], io: Io): Promise<number> {
  const text = groupHelp(path, short, childrenOf(path));
  const usage = isOfBuildx(path) ? path.replace('docker builder', 'docker buildx') : path + (GROUP_USES[path] ?? '');
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
    await io.err(`docker: unknown command: ${path} ${unknown}\n\nUsage:  ${usage}\n\n${runHelp(path)}\n`);
    return 1;
  } catch (error) {
    if (!(error instanceof FlagError)) throw error;
    await io.err(`${flagText(error.message, usage, isOfBuildx(path) ? usage : path)}\n`);
    return BAD_FLAGS;
  }
}
