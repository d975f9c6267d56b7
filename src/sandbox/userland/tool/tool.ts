import type { Process, Program } from '../../kernel/process.ts';
import { Call, type Flavour } from './call.ts';
import { bannerOf, type BusyboxVariant } from './variant.ts';
import { OptionError, Options, type OptionSyntax, parseOptions } from './options.ts';

/** One flavour's way of calling a program. */
export interface Interface extends OptionSyntax {
  /** What follows the name in the usage line; several lines are several ways. */
  readonly usage?: string;
  /** What BusyBox says of the options, below the sentence. */
  readonly details?: string;
  /** Exit code of a wrong call and of most failures. */
  readonly failure?: number;
  /** Package in `--version`: `GNU grep) 3.8` or `procps-ng 4.0.2`; coreutils where there is none. */
  readonly package?: string;
  /** Options that are known, and do nothing here: keys, separated by blanks. */
  readonly refuses?: string;
  /** Takes its arguments as they are: echo, test, expr. */
  readonly raw?: boolean;
}

/** A program as data and a run function. A flavour without an interface doesn't have it. */
export interface Tool {
  readonly name: string;
  /** What it does, in a sentence: stands in `--help`. */
  readonly about: string;
  readonly gnu?: Interface;
  readonly busybox?: Interface;
  /** Rewrites arguments of old forms, such as `head -5`. */
  readonly rewrite?: (args: readonly string[], flavour: Flavour) => readonly string[];
  /** Its answer is the exit code; without one `call.status` is. */
  readonly run: (call: Call) => Promise<number | void>;
}

/** The name that a program was called by, without folders. */
export const calledAs = (process: Process): string => (process.argv[0] ?? process.comm).split('/').at(-1) ?? '';

/** Makes a tool a program of one flavour. */
export function programOf(tool: Tool, flavour: Flavour, variant: BusyboxVariant): Program | undefined {
  const face = tool[flavour];
  if (face === undefined) return undefined;
  return (process) => runTool(tool, face, { flavour, variant }, process);
}

interface Kind {
  readonly flavour: Flavour;
  readonly variant: BusyboxVariant;
}

async function runTool(tool: Tool, face: Interface, kind: Kind, process: Process): Promise<number> {
  const { flavour, variant } = kind;
  const name = flavour === 'gnu' ? (process.argv[0] ?? tool.name) : calledAs(process);
  const failure = face.failure ?? 1;
  const usage = (call: Call) =>
    flavour === 'gnu' ? `Try '${call.name} --help' for more information.\n` : busyboxHelp(tool, face, call);
  const begin = (options: Options, operands: readonly string[]) =>
    new Call({ process, flavour, variant, name, options, operands, failure, usage });
  const args = process.argv.slice(1);
  const asked = askedFor(args, flavour, face);
  if (asked === 'help') return help(tool, face, begin(new Options(), []));
  if (asked === 'version') return version(tool, face, process);
  const call = await parse(tool, face, args, begin);
  const refused = face.refuses?.split(' ').find((key) => call.has(key));
  if (refused !== undefined) {
    await process.err(`drydock: not simulated: ${tool.name} ${refused.length === 1 ? '-' : '--'}${refused}\n`);
    return failure;
  }
  const status = await tool.run(call);
  await call.flush();
  return status ?? call.status;
}

async function parse(
  tool: Tool,
  face: Interface,
  args: readonly string[],
  begin: (options: Options, operands: readonly string[]) => Call,
): Promise<Call> {
  if (face.raw === true) return begin(new Options(), args);
  const blank = begin(new Options(), []);
  try {
    const { options, operands } = parseOptions(tool.rewrite?.(args, blank.flavour) ?? args, face);
    return begin(options, operands);
  } catch (error) {
    if (error instanceof OptionError) return blank.misuse(error.message);
    throw error;
  }
}

function askedFor(args: readonly string[], flavour: Flavour, face: Interface): 'help' | 'version' | undefined {
  if (face.raw === true) return undefined;
  if (flavour === 'busybox') return args.length === 1 && args[0] === '--help' ? 'help' : undefined;
  for (const arg of args) {
    if (arg === '--' || (face.leading === true && !arg.startsWith('-'))) return undefined;
    if (arg === '--help') return 'help';
    if (arg === '--version') return 'version';
  }
  return undefined;
}

const usageLines = (name: string, face: Interface, or: string): string =>
  (face.usage ?? '')
    .split(/\n(?!\t)/)
    .map((line, index) => `${index === 0 ? 'Usage:' : or} ${name} ${line}`.trimEnd() + '\n')
    .join('');

const busyboxHelp = ({ about }: Tool, face: Interface, { name, variant }: Call): string =>
  `${bannerOf(variant)}\n\n${usageLines(name, face, 'or:')}\n${about}\n${face.details ?? ''}`;

async function help(tool: Tool, face: Interface, call: Call): Promise<number> {
  const usage = usageLines(call.name, face, call.gnu ? '  or: ' : 'or:');
  if (call.gnu) {
    await call.process.out(`${usage}${tool.about}\n${optionList(face)}`);
    return 0;
  }
  await call.process.err(busyboxHelp(tool, face, call));
  return 0;
}

function optionList(face: Interface): string {
  const letters = [...(face.short ?? '').replaceAll(':', '')].map((letter) => `-${letter}`);
  const names = (face.long ?? '').split(/\s+/).map((word) => word.replace(/[:=].*$/, ''));
  const known = [...letters, ...names.filter((name) => name !== '').map((name) => `--${name}`)];
  return known.length === 0 ? '' : `\nOptions simulated here: ${known.join(' ')}\n`;
}

async function version(tool: Tool, face: Interface, process: Process): Promise<number> {
  const known = face.package ?? 'GNU coreutils) 9.1';
  await process.out(known.includes(')') ? `${tool.name} (${known}\n` : `${tool.name} from ${known}\n`);
  return 0;
}
