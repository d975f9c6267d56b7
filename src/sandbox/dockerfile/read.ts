import { DockerfileError, instructionError } from './error.ts';
import { healthDuration } from './duration.ts';
import { FlagProblem, FlagReader } from './flags.ts';
import { type Heredoc, heredocStart } from './heredoc.ts';
import type { CommandLine, Instruction, KeyValue, Written } from './instruction.ts';
import { parseMount, type RunMount } from './mount.ts';
import type { InstructionNode } from './parse.ts';
import { didYouMean, suggest } from './suggest.ts';
import { parseJsonList, parseWords } from './words.ts';

/** A fault that BuildKit finds before it knows the instruction: its message names no line. */
class EarlyProblem extends Error {}

interface Source {
  readonly node: InstructionNode;
  readonly name: string;
  readonly flags: FlagReader;
  /** `# syntax=` asks for a newer parser than the engine's own. */
  readonly newest: boolean;
  readonly rest: string;
  readonly escape: string;
}
/** What an instruction adds to the way it is written. */
type Fields = Instruction extends infer Kind ? (Kind extends Instruction ? Omit<Kind, keyof Written> : never) : never;

const refuse = (message: string): never => {
  throw new FlagProblem(message);
};

function commandLine(text: string): CommandLine {
  const list = parseJsonList(text);
  if (list === 'mixed') {
    throw new EarlyProblem('when using JSON array syntax, arrays must be comprised of strings only');
  }
  if (list !== undefined) return { json: true, words: list };
  return { json: false, words: text === '' ? [] : [text] };
}

function jsonOrWords(text: string): readonly string[] {
  const list = commandLine(text);
  return list.json ? list.words : text.split(/\s+/).filter((word) => word !== '');
}

const exactlyOne = ({ rest, name }: Source): string =>
  rest === '' ? refuse(`${name} requires exactly one argument`) : rest;

function someWords({ rest, name }: Source): readonly string[] {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? refuse(`${name} requires at least one argument`) : words;
}

/** `KEY=value …`, or the old form `KEY value`. @see parser/line_parsers.go parseNameVal */
function keyValues({ rest, name, escape }: Source): KeyValue[] {
  const words = parseWords(rest, escape);
  const [first] = words;
  if (first === undefined) return refuse(`${name} requires at least one argument`);
  if (!first.includes('=')) {
    const [, key = '', value] = /^(\S+)\s+([\s\S]*)$/.exec(rest) ?? [];
    return [{ key, value: value ?? '', legacy: true }];
  }
  return words.map((word) => {
    const at = word.indexOf('=');
    if (at === 0) refuse(`${name} names can not be blank`);
    return { key: word.slice(0, at), value: word.slice(at + 1), legacy: false };
  });
}

function from({ rest, flags }: Source): Fields {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const [base = '', as = '', stageAs = ''] = words;
  if (words.length !== 1 && (words.length !== 3 || as.toLowerCase() !== 'as')) {
    refuse('FROM requires either one or three arguments');
  }
  if (words.length === 3 && !/^[a-z][a-z0-9-_.]*$/.test(stageAs.toLowerCase())) {
    refuse(
      `invalid name for build stage: ${JSON.stringify(stageAs)}, name can't start with a number or contain symbols`,
    );
  }
  return { kind: 'from', base, as, stageAs, stage: stageAs.toLowerCase(), platform: flags.text('platform') };
}

function run({ node, rest, flags, newest }: Source): Fields {
  const network = flags.text('network') || 'default';
  if (!['default', 'none', 'host'].includes(network)) refuse(`invalid network mode ${JSON.stringify(network)}`);
  const mounts: RunMount[] = [];
  let mountProblem = '';
  for (const text of flags.list('mount')) {
    try {
      mounts.push(parseMount(text));
    } catch (error) {
      if (!(error instanceof FlagProblem)) throw error;
      mountProblem ||= error.message;
    }
  }
  if (flags.has('device') && !newest) {
    mountProblem ||= 'device feature is only supported in Dockerfile frontend 1.14.0-labs or later';
  }
  return { kind: 'run', command: commandLine(rest), heredocs: node.heredocs, mounts, mountProblem, network };
}

function copy({ node, name, rest, flags }: Source): Fields {
  const words = jsonOrWords(rest);
  const destination = words.at(-1);
  if (destination === undefined || words.length < 2) {
    return refuse(
      `${name} requires at least two arguments, but only one was provided. Destination could not be determined`,
    );
  }
  if (heredocStart(destination) !== undefined) refuse(`${name} cannot accept a heredoc as a destination`);
  const sources = words.slice(0, -1);
  const documents = new Map<string, Heredoc>();
  const pending = [...node.heredocs];
  for (const source of sources) {
    const document = heredocStart(source) === undefined ? undefined : pending.shift();
    if (document !== undefined) documents.set(source, document);
  }
  return {
    kind: name === 'ADD' ? 'add' : 'copy',
    sources,
    destination,
    documents,
    from: flags.text('from'),
    chown: flags.text('chown'),
    chmod: flags.text('chmod'),
    link: flags.bool('link'),
    parents: flags.bool('parents'),
    exclude: flags.list('exclude'),
    checksum: flags.text('checksum'),
    keepGitDir: flags.bool('keep-git-dir'),
    unpack: flags.has('unpack') ? flags.bool('unpack') : undefined,
  };
}

function healthcheck({ rest, flags }: Source): Fields {
  const [, type = '', command = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  const durations = (name: string) => healthDuration(name, flags.text(name));
  const upper = type.toUpperCase();
  if (upper === '') refuse('HEALTHCHECK requires at least one argument');
  if (upper === 'NONE') {
    if (command !== '') refuse('HEALTHCHECK NONE takes no arguments');
    return { kind: 'healthcheck', test: 'none', interval: 0, timeout: 0, startPeriod: 0, startInterval: 0, retries: 0 };
  }
  if (upper !== 'CMD') refuse(`Unknown type ${JSON.stringify(upper)} in HEALTHCHECK (try CMD)`);
  const test = commandLine(command);
  if (test.words.length === 0) refuse('Missing command after HEALTHCHECK CMD');
  const fields = {
    kind: 'healthcheck' as const,
    test,
    interval: durations('interval'),
    timeout: durations('timeout'),
    startPeriod: durations('start-period'),
    startInterval: durations('start-interval'),
  };
  const text = flags.text('retries');
  if (text !== '' && !/^[+-]?\d+$/.test(text)) {
    refuse(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const retries = Number(text);
  if (retries < 0) refuse(`--retries cannot be negative (${retries})`);
  return { ...fields, retries };
}

function onbuild({ node, rest }: Source): Fields {
  const [trigger = ''] = rest.split(/\s+/);
  const upper = trigger.toUpperCase();
  if (upper === '') refuse('ONBUILD requires at least one argument');
  if (upper === 'ONBUILD') refuse("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed");
  if (upper === 'MAINTAINER' || upper === 'FROM') refuse(`${upper} isn't allowed as an ONBUILD trigger`);
  return { kind: 'onbuild', expression: node.original.replace(/^\s*onbuild\s*/i, '') };
}

function argument(source: Source): Fields {
  const words = parseWords(source.rest, source.escape);
  if (words.length === 0) refuse('ARG requires at least one argument');
  const args = words.map((word) => {
    const at = word.indexOf('=');
    if (at === 0) refuse('ARG names can not be blank');
    return at < 0 ? { key: word, value: undefined } : { key: word.slice(0, at), value: word.slice(at + 1) };
  });
  return { kind: 'arg', args };
}

function volume({ rest, name }: Source): Fields {
  const values = jsonOrWords(rest);
  if (values.length === 0) refuse(`${name} requires at least one argument`);
  for (const value of values) if (value.trim() === '') refuse('VOLUME specified can not be an empty string');
  return { kind: 'volume', values };
}

function shell({ rest }: Source): Fields {
  const { json, words } = commandLine(rest);
  if (words.length === 0) refuse('SHELL requires at least one argument');
  if (!json) refuse('SHELL requires the arguments to be in JSON form');
  return { kind: 'shell', values: words };
}

const READERS: Readonly<Record<string, (source: Source) => Fields>> = {
  FROM: from,
  RUN: run,
  CMD: ({ rest }) => ({ kind: 'cmd', command: commandLine(rest) }),
  ENTRYPOINT: ({ rest }) => ({ kind: 'entrypoint', command: commandLine(rest) }),
  ENV: (source) => ({ kind: 'env', pairs: keyValues(source) }),
  LABEL: (source) => ({ kind: 'label', pairs: keyValues(source) }),
  ARG: argument,
  EXPOSE: (source) => ({ kind: 'expose', values: someWords(source) }),
  COPY: copy,
  ADD: copy,
  VOLUME: volume,
  SHELL: shell,
  USER: (source) => ({ kind: 'user', value: exactlyOne(source) }),
  WORKDIR: (source) => ({ kind: 'workdir', value: exactlyOne(source) }),
  STOPSIGNAL: (source) => ({ kind: 'stopsignal', value: exactlyOne(source) }),
  MAINTAINER: (source) => ({ kind: 'maintainer', value: exactlyOne(source) }),
  HEALTHCHECK: healthcheck,
  ONBUILD: onbuild,
};

/**
 * Faults that BuildKit's parser finds in pairs of names and values, before it looks at any instruction as a whole.
 *
 * @throws {DockerfileError} `ENV must have two arguments`
 */
export function checkPairs({ keyword, rest, range }: InstructionNode, escape: string): void {
  const isTrigger = keyword.toUpperCase() === 'ONBUILD';
  const [, name = '', pairs = ''] = isTrigger ? (/^(\S+)\s*([\s\S]*)$/.exec(rest) ?? []) : ['', keyword, rest];
  const upper = name.toUpperCase();
  const words = parseWords(pairs, escape);
  const [first] = words;
  if ((upper !== 'ENV' && upper !== 'LABEL') || first === undefined) return;
  if (!first.includes('=')) {
    if (!/^\S+\s+[\s\S]/.test(pairs)) throw new DockerfileError(`${upper} must have two arguments`, range);
    return;
  }
  const bare = words.find((word) => !word.includes('='));
  if (bare === undefined) return;
  const shown = JSON.stringify(bare);
  throw new DockerfileError(`Syntax error - can't find = in ${shown}. Must be of the form: name=value`, range);
}

/** Names of all instructions. */
export const INSTRUCTIONS: readonly string[] = Object.keys(READERS);

/**
 * @param newest `# syntax=` asks for a newer parser than the engine's own
 * @throws {DockerfileError} `dockerfile parse error on line 2: unknown instruction: RNU (did you mean RUN?)`
 */
export function readInstruction(node: InstructionNode, escape: string, newest: boolean): Instruction {
  const name = node.keyword.toUpperCase();
  const { keyword, original, range, comments, rest } = node;
  const reader = READERS[name];
  if (reader === undefined) {
    const isLower = keyword === keyword.toLowerCase();
    const near = didYouMean(
      suggest(keyword, isLower ? INSTRUCTIONS.map((each) => each.toLowerCase()) : INSTRUCTIONS, false),
    );
    throw instructionError(`unknown instruction: ${keyword}${near}`, range);
  }
  try {
    const flags = new FlagReader(name, name === 'ONBUILD' ? [] : node.flags, newest);
    return { ...reader({ node, name, flags, newest, rest, escape }), name, keyword, original, range, comments };
  } catch (error) {
    if (error instanceof FlagProblem) throw instructionError(error.message, range);
    if (error instanceof EarlyProblem) throw new DockerfileError(error.message, range);
    throw error;
  }
}
