import { COMMANDS } from '../sandbox/cli/command/index.ts';
import { commandPath, type Command } from '../sandbox/cli/command.ts';

/** A command as the site shows it: in search, in the reference, in cheat sheets. */
export interface ListedCommand {
  /** `docker ps`. */
  readonly path: string;
  /** All its spellings, `path` first: `docker container ls`, `docker container list`. */
  readonly paths: readonly string[];
  readonly usage: string;
  readonly short: string;
  /** `container-ls` for `docker container ls`. */
  readonly slug: string;
  /** Page of the reference, without the site's base. */
  readonly url: string;
  readonly flags: readonly ListedFlag[];
}

export interface ListedFlag {
  readonly long: string;
  /** `-p`, `--publish`. */
  readonly spellings: readonly string[];
  readonly usage: string;
  readonly type: string;
  readonly default?: string;
  readonly simulated: boolean;
}

/** What people look up first; the other commands follow in the order of their data. */
const FIRST = ['run', 'exec', 'ps', 'logs', 'build', 'images', 'pull', 'stop', 'rm', 'rmi', 'inspect', 'cp'];

/** @returns every command of the simulated CLI, the most looked up first. */
export function commandList(): ListedCommand[] {
  return COMMANDS.map(listed).sort((a, b) => rank(a) - rank(b));
}

function rank({ path }: ListedCommand): number {
  const at = FIRST.indexOf(path.replace(/^docker /, ''));
  return at < 0 ? FIRST.length : at;
}

function listed(command: Command): ListedCommand {
  const path = commandPath(command);
  const slug = path.replace(/^docker /, '').replaceAll(' ', '-');
  const paths = [...new Set([path, ...(command.also ?? []), ...(command.aliases ?? [])])];
  const flags = Object.entries(command.flags).flatMap(([long, flag]): ListedFlag[] => {
    if (flag.hidden) return [];
    const spellings = flag.short === undefined ? [`--${long}`] : [`-${flag.short}`, `--${long}`];
    const { usage, type, simulated = true } = flag;
    return [
      { long, spellings, usage, type, simulated, ...(flag.default === undefined ? {} : { default: flag.default }) },
    ];
  });
  return {
    path,
    paths,
    usage: command.use,
    short: command.short,
    slug,
    url: `/commands/${slug}/`,
    flags,
  };
}
