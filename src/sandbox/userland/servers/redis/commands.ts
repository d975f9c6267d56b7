import { WrongType } from './database.ts';
import type { Command, Commands, Context } from './commands/command.ts';
import { STRINGS } from './commands/strings.ts';
import { KEYS } from './commands/keys.ts';
import { LISTS } from './commands/lists.ts';
import { HASHES } from './commands/hashes.ts';
import { SETS } from './commands/sets.ts';
import { SORTED_SETS } from './commands/sorted-sets.ts';
import { failure, type Reply } from './resp.ts';

/** Commands on keys. @see redis.io/commands */
export const COMMANDS: Commands = {
  ...STRINGS,
  ...KEYS,
  ...LISTS,
  ...HASHES,
  ...SETS,
  ...SORTED_SETS,
};

/** Whether so many words fit a command. */
export const fits = (arity: number, words: number): boolean => (arity < 0 ? words >= -arity : words === arity);

/** Runs a command on keys. */
export function runCommand(command: Command, context: Context, args: readonly string[]): Reply {
  try {
    return command.run(context, args);
  } catch (error) {
    if (error instanceof WrongType) return failure(error.message);
    throw error;
  }
}
