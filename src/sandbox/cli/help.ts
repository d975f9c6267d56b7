import type { CommandData } from './command.ts';
import { experimental } from './command/manifest/experimental.ts';
import type { Flags, FlagSpec } from './opts/flag.ts';

/** As pflag's wrapN: cuts `text` before `width`, unless what is left is at most `slop` longer. */
function cut(width: number, slop: number, text: string): readonly [line: string, rest: string] {
  if (width + slop > text.length) return [text, ''];
  const head = text.slice(0, width);
  const blank = Math.max(head.lastIndexOf(' '), head.lastIndexOf('\t'), head.lastIndexOf('\n'));
  if (blank <= 0) return [text, ''];
  const newline = head.lastIndexOf('\n');
  const at = newline > 0 && newline < blank ? newline : blank;
  return [text.slice(0, at), text.slice(at + 1)];
}

/** Letters by which a line may be longer rather than leave an orphan. */
const SLOP = 5;
const LEAST = 24;

/** Folds a usage text whose first line begins at column `indent`. @see spf13/pflag flag.go, wrap */
function wrap(indent: number, columns: number, text: string): string {
  let left = indent;
  let out = '';
  if (columns - left < LEAST) {
    left = 16;
    out = `\n${' '.repeat(left)}`;
  }
  const margin = `\n${' '.repeat(left)}`;
  if (columns - left < LEAST) return text.replaceAll('\n', out);
  const width = columns - left - SLOP;
  let [line, rest] = cut(width, SLOP, text);
  out += line.replaceAll('\n', margin);
  while (rest !== '') {
    [line, rest] = cut(width, SLOP, rest);
    out += margin + line.replaceAll('\n', margin);
  }
  return out;
}

function usageText({ type, usage, default: fallback }: FlagSpec): string {
  if (fallback === undefined) return usage;
  return `${usage} (default ${type === 'string' ? `"${fallback}"` : fallback})`;
}

/** The lines under `Options:`, sorted by name. @param columns width of the terminal */
export function flagUsages(flags: Flags, columns: number): string {
  const shown = Object.entries(flags)
    .filter(([, spec]) => spec.hidden !== true)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, spec]) => {
      const head = spec.short === undefined ? `      --${name}` : `  -${spec.short}, --${name}`;
      return { head: spec.type === 'bool' ? head : `${head} ${spec.type}`, text: usageText(spec) };
    });
  const widest = Math.max(0, ...shown.map(({ head }) => head.length));
  return shown
    .map(({ head, text }) => (text === '' ? head : `${head.padEnd(widest)}   ${wrap(widest + 3, columns - 1, text)}`))
    .join('\n');
}

/** The usage of a command under one of its paths; a second line stays as it is. */
export function useLine(command: CommandData, path: string, own: string): string {
  if (command.plugin === true) return command.use;
  return (path + command.use.slice(own.length)).replace('\n', '\n\t');
}

/** What `docker X --help` prints. */
export function commandHelp(command: CommandData, path: string, own: string, columns: number): string {
  const parts = [`Usage:  ${useLine(command, path, own)}`, command.long ?? command.short];
  if (command.aliases !== undefined) parts.push(`Aliases:\n  ${command.aliases.join(', ')}`);
  const options = flagUsages(flagsAt(command, path), columns);
  if (options !== '') parts.push(`Options:\n${options}`);
  if (command.epilogue !== undefined) parts.push(command.epilogue);
  return `${parts.join('\n\n')}\n`;
}

/** Under docker's own names a command of buildx uses the builder of the context, and says so. */
function flagsAt({ flags, plugin }: CommandData, path: string): Flags {
  const { builder } = flags;
  if (plugin !== true || builder === undefined || path.startsWith('docker buildx ')) return flags;
  return { ...flags, builder: { ...builder, default: 'default' } };
}

export interface Listed {
  readonly name: string;
  readonly short: string;
  /** It has commands of its own. */
  readonly isGroup?: boolean;
}

/** A block of names and what they do. */
export function listing(title: string, commands: readonly Listed[]): string {
  return [`${title}:`, ...commands.map(({ name, short }) => `  ${name.padEnd(11)} ${short}`)].join('\n');
}

const BUILDX_SHORT = 'Extended build capabilities with BuildKit';
const BUILDX_HINT = 'Experimental commands and flags are hidden. Set BUILDX_EXPERIMENTAL=1 to show them.';

/** What `docker buildx --help` and `docker builder --help` print. */
function buildxHelp(path: string, short: string, commands: readonly Listed[]): string {
  const own = path.replace('docker builder', 'docker buildx');
  const isRoot = own === 'docker buildx';
  const flags: Flags = {
    builder: {
      type: 'string',
      usage: 'Override the configured builder instance',
      ...(path.startsWith('docker builder') && { default: 'default' }),
    },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
  };
  const groups = own === 'docker buildx history' ? ['inspect'] : ['history', 'imagetools'];
  const [inner, outer] = [
    commands.filter(({ name }) => groups.includes(name)),
    commands.filter(({ name }) => !groups.includes(name)),
  ];
  return [
    `Usage:  ${own} [OPTIONS] COMMAND`,
    isRoot ? BUILDX_SHORT : short,
    `Options:\n${flagUsages(flags, 80)}`,
    ...(inner.length > 0 ? [listing('Management Commands', inner)] : []),
    listing('Commands', outer),
    `Run '${own} COMMAND --help' for more information on a command.`,
    ...(isRoot ? [BUILDX_HINT] : []),
  ]
    .join('\n\n')
    .concat('\n');
}

/** `docker buildx history`, `docker builder`: groups that the plugin buildx answers for. */
export const isOfBuildx = (path: string): boolean => /^docker build(?:x|er)(?: |$)/.test(path);

const MANIFEST = `The **docker manifest** command has subcommands for managing image manifests and
manifest lists. A manifest list allows you to use one name to refer to the same image
built for multiple architectures.

To see help for a subcommand, use:

    docker manifest CMD --help

For full details on using docker manifest lists, see the registry v2 specification.`;

/** What `docker container --help` prints. */
export function groupHelp(path: string, short: string, commands: readonly Listed[]): string {
  return isOfBuildx(path) ? buildxHelp(path, short, commands) : ownGroupHelp(path, short, commands);
}

/** Of a group that docker itself answers for. */
export function ownGroupHelp(path: string, short: string, commands: readonly Listed[]): string {
  const inner = commands.filter(({ isGroup }) => isGroup === true);
  const outer = commands.filter(({ isGroup }) => isGroup !== true);
  return [
    `Usage:  ${path} COMMAND`,
    path === 'docker manifest' ? experimental(MANIFEST, path) : short,
    ...(inner.length > 0 ? [listing('Management Commands', inner)] : []),
    listing('Commands', outer),
    `Run '${path} COMMAND --help' for more information on a command.\n`,
  ].join('\n\n');
}
