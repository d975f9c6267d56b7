import { COMMANDS } from '../sandbox/cli/command/index.ts';
import { commandPath } from '../sandbox/cli/command.ts';
import type { Flags } from '../sandbox/cli/opts/flag.ts';
import { COMMANDS as COMPOSE_COMMANDS } from '../sandbox/compose/command/index.ts';
import { ROOT_FLAGS } from '../sandbox/compose/root.ts';

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
  /** False: flags end at the first argument. */
  readonly interspersed: boolean;
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
  /** Works, but is in no help: an old spelling. */
  readonly hidden: boolean;
}

/** What people look up first; the other commands follow in the order of their data. */
const FIRST = ['run', 'exec', 'ps', 'logs', 'build', 'images', 'pull', 'stop', 'rm', 'rmi', 'inspect', 'cp'];

/** Data that both `docker` and `docker compose` have of a command. */
interface Described {
  readonly use: string;
  readonly also?: readonly string[];
  readonly aliases?: readonly string[];
  readonly short: string;
  readonly interspersed?: false;
  readonly flags: Flags;
}

/** `docker compose` itself: flags that stand before its command. */
const COMPOSE: Described = {
  use: 'docker compose [OPTIONS] COMMAND',
  short: 'Define and run multi-container applications with Docker',
  flags: ROOT_FLAGS,
};

/** @returns every command of the simulated CLI, the most looked up first. */
export function commandList(): ListedCommand[] {
  return [...COMMANDS, COMPOSE, ...COMPOSE_COMMANDS].map(listed).sort((a, b) => rank(a) - rank(b));
}

function rank({ paths }: ListedCommand): number {
  const at = FIRST.findIndex((name) => paths.includes(`docker ${name}`));
  return at < 0 ? FIRST.length : at;
}

function listed(command: Described): ListedCommand {
  const { use, also = [], aliases = [], short, interspersed = true } = command;
  const path = commandPath(command);
  const slug = path.replace(/^docker /, '').replaceAll(' ', '-');
  const flags = Object.entries(command.flags).map(([long, flag]): ListedFlag => {
    const spellings = flag.short === undefined ? [`--${long}`] : [`-${flag.short}`, `--${long}`];
    const { usage, type, simulated = true } = flag;
    const standard = flag.default === undefined ? {} : { default: flag.default };
    return { long, spellings, usage, type, simulated, hidden: flag.hidden === true, ...standard };
  });
  const paths = [...new Set([path, ...also, ...aliases])];
  return { path, paths, usage: use, short, slug, url: `/commands/${slug}/`, interspersed, flags };
}
