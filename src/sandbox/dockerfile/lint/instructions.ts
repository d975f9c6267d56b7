import type { Instruction } from '../instruction.ts';
import type { Finding, LintInput } from './violation.ts';

const eachOf = ({ stages }: LintInput): Instruction[] => stages.flatMap(({ instructions }) => instructions);

export function* jsonArguments({ stages }: LintInput): Generator<Finding> {
  for (const { instructions } of stages) {
    let hasShell = false;
    for (const instruction of instructions) {
      if (instruction.kind === 'shell') hasShell = true;
      if ((instruction.kind !== 'cmd' && instruction.kind !== 'entrypoint') || hasShell) continue;
      if (instruction.command.json) continue;
      yield {
        message: `JSON arguments recommended for ${instruction.keyword} to prevent unintended behavior related to OS signals`,
        range: instruction.range,
      };
    }
  }
}

export function* maintainer({ dockerfile }: LintInput): Generator<Finding> {
  for (const { kind, range } of dockerfile.stages.flatMap(({ instructions }) => instructions)) {
    if (kind !== 'maintainer') continue;
    yield { message: 'Maintainer instruction is deprecated in favor of using label', range };
  }
}

export function* emptyContinuation({ dockerfile }: LintInput): Generator<Finding> {
  for (const line of dockerfile.emptyContinuations) {
    yield { message: 'Empty continuation line', range: { start: line, end: line } };
  }
}

export function* multipleInstructions({ stages }: LintInput): Generator<Finding> {
  for (const { instructions } of stages) {
    for (const kind of ['cmd', 'entrypoint', 'healthcheck'] as const) {
      const all = instructions.filter((instruction) => instruction.kind === kind);
      for (const { keyword, range } of all.slice(0, -1)) {
        yield {
          message: `Multiple ${keyword} instructions should not be used in the same stage because only the last one will be used`,
          range,
        };
      }
    }
  }
}

export function* legacyKeyValue(input: LintInput): Generator<Finding> {
  for (const instruction of eachOf(input)) {
    if (instruction.kind !== 'env' && instruction.kind !== 'label') continue;
    if (!instruction.pairs.some(({ legacy }) => legacy)) continue;
    const { keyword, range } = instruction;
    yield { message: `"${keyword} key=value" should be used instead of legacy "${keyword} key value" format`, range };
  }
}

const SECRET = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const HARMLESS = /(?:_|^)public(?:_|$)/i;

export function* secrets(input: LintInput): Generator<Finding> {
  for (const instruction of eachOf(input)) {
    const { kind, name, range } = instruction;
    const pairs = kind === 'arg' ? instruction.args : kind === 'env' ? instruction.pairs : [];
    for (const { key } of pairs) {
      if (!SECRET.test(key) || HARMLESS.test(key)) continue;
      yield {
        message: `Do not use ARG or ENV instructions for sensitive data (${name} ${JSON.stringify(key)})`,
        range,
      };
    }
  }
}

export function* exposeProtocol(input: LintInput): Generator<Finding> {
  for (const instruction of eachOf(input)) {
    if (instruction.kind !== 'expose') continue;
    for (const port of instruction.values) {
      const protocol = port.split('/')[1] ?? '';
      if (protocol === protocol.toLowerCase()) continue;
      yield {
        message: `Defined protocol '${port}' in EXPOSE instruction should be lowercase`,
        range: instruction.range,
      };
    }
  }
}

export function* exposeFormat(input: LintInput): Generator<Finding> {
  for (const instruction of eachOf(input)) {
    if (instruction.kind !== 'expose') continue;
    for (const port of instruction.values) {
      if (!port.includes(':') || port.includes('$')) continue;
      yield {
        message: `EXPOSE instruction should not define an IP address or host-port mapping, found '${port}'`,
        range: instruction.range,
      };
    }
  }
}

export function* ignoredFile(input: LintInput): Generator<Finding> {
  if (input.ignores === undefined) return;
  for (const instruction of eachOf(input)) {
    if ((instruction.kind !== 'copy' && instruction.kind !== 'add') || instruction.from !== '') continue;
    const verb = instruction.kind === 'copy' ? 'Copy' : 'Add';
    for (const source of instruction.sources) {
      if (instruction.documents.has(source) || /^https?:/.test(source)) continue;
      if (!input.ignores(source.replace(/^\.?\/+/, ''))) continue;
      yield {
        message: `Attempting to ${verb} file ${JSON.stringify(source)} that is excluded by .dockerignore`,
        range: instruction.range,
      };
    }
  }
}

export function* definitionDescription({ dockerfile }: LintInput): Generator<Finding> {
  const check = (word: string, name: string, { comments, range }: Instruction): Finding[] => {
    const last = comments.at(-1);
    if (name === '' || last === undefined || last.startsWith(`${name} `)) return [];
    return [{ message: `Comment for ${word} should follow the format: \`# ${name} <description>\``, range }];
  };
  const argName = (instruction: Instruction) =>
    instruction.kind === 'arg' ? instruction.args.map(({ key }) => key).join(' ') : '';
  for (const arg of dockerfile.metaArgs) yield* check('ARG', argName(arg), arg);
  for (const { from, instructions } of dockerfile.stages) {
    yield* check('FROM', from.stage, from);
    for (const instruction of instructions)
      if (instruction.kind === 'arg') yield* check('ARG', argName(instruction), instruction);
  }
}
