import { UsageError } from '../errors.ts';
import { evaluate, type HclScope, type OwnFunction, type Value } from './hcl/evaluate.ts';
import { parseHcl } from './hcl/parse.ts';
import type { Block, Expression } from './hcl/syntax.ts';
import { type BakeTarget, merged, targetOf } from './target.ts';

/** A definition file, as it was read. */
export interface BakeFile {
  readonly name: string;
  readonly text: string;
}

export interface BakeVariable {
  readonly name: string;
  readonly value: Value;
  readonly description: string;
}

/** Everything that the files define. */
export interface Definition {
  readonly targets: ReadonlyMap<string, BakeTarget>;
  readonly groups: ReadonlyMap<string, { readonly targets: readonly string[]; readonly description: string }>;
  readonly variables: readonly BakeVariable[];
}

/** Reads Compose files, which are the work of another room. */
export interface ComposeReader {
  /** Whether a file that its name doesn't tell is one. */
  readonly accepts: (file: BakeFile) => boolean;
  /** @throws {UsageError} */
  readonly read: (files: readonly BakeFile[]) => Pick<Definition, 'targets' | 'groups'>;
}

const literal = (value: Value): Expression => {
  if (value === null || typeof value !== 'object') return { kind: 'literal', value };
  if (Array.isArray(value)) return { kind: 'list', items: (value as readonly Value[]).map(literal) };
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  return { kind: 'object', entries: entries.map(([key, inner]) => [{ kind: 'literal', value: key }, literal(inner)]) };
};

/** Blocks of a file in JSON: `{"target": {"web": {…}}}`. Texts in it are templates, too. */
function jsonBlocks({ name, text }: BakeFile): readonly Block[] {
  let tree: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Value>>>>>>;
  try {
    tree = JSON.parse(text) as typeof tree;
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new UsageError(`drydock: not simulated: what is wrong with ${name}: ${error.message}`);
    throw error;
  }
  return Object.entries(tree).flatMap(([type, named]) =>
    Object.entries(named).map(([label, settings]) => ({
      type,
      labels: [label],
      settings: new Map(Object.entries(settings).map(([key, value]): [string, Expression] => [key, literal(value)])),
    })),
  );
}

/** @param environment variables of the shell, which win over defaults. @throws {HclError}, {UsageError} */
export function readDefinition(
  files: readonly BakeFile[],
  environment: ReadonlyMap<string, string>,
  compose: ComposeReader,
): Definition {
  const blocks: (Block & { readonly file: string })[] = [];
  const constants = new Map<string, Expression>();
  const composeFiles = files.filter((file) => isCompose(file, compose));
  for (const file of files) {
    if (composeFiles.includes(file)) continue;
    const isJson = file.name.endsWith('.json') || (!file.name.endsWith('.hcl') && /^\s*\{/.test(file.text));
    const parsed = isJson
      ? { blocks: jsonBlocks(file), settings: new Map<string, Expression>() }
      : parseHcl(file.text, file.name);
    blocks.push(...parsed.blocks.map((block) => ({ ...block, file: file.name })));
    for (const [key, value] of parsed.settings) constants.set(key, value);
  }
  const file = files.at(-1)?.name ?? '';
  const scope = scopeOf(blocks, constants, environment, file);
  const variables = blocks
    .filter(({ type }) => type === 'variable')
    .map(({ labels: [name = ''], settings }): BakeVariable => {
      const description = settings.get('description');
      return {
        name,
        value: scope.variable(name) ?? null,
        description: description === undefined ? '' : String(evaluate(description, scope)),
      };
    });
  const services = composeFiles.length === 0 ? undefined : compose.read(composeFiles);
  const groups = new Map<string, { targets: readonly string[]; description: string }>(services?.groups);
  const targets = new Map<string, BakeTarget>(services?.targets);
  for (const block of blocks) {
    const [name = ''] = block.labels;
    const values = (inner: HclScope) =>
      Object.fromEntries([...block.settings].map(([key, value]): [string, Value] => [key, evaluate(value, inner)]));
    const own = { ...scope, file: block.file };
    if (block.type === 'group') {
      const { targets: members, description } = values(own);
      groups.set(name, {
        targets: ((members ?? []) as readonly string[]).map(String),
        description: String(description ?? ''),
      });
    }
    if (block.type !== 'target') continue;
    const matrix = block.settings.get('matrix');
    if (matrix === undefined) {
      targets.set(name, merged(targets.get(name) ?? {}, targetOf(values(own))));
      continue;
    }
    const members = combinations(evaluate(matrix, own) as Readonly<Record<string, readonly Value[]>>).map((names) => {
      const inner: HclScope = { ...own, variable: (key) => names.get(key) ?? scope.variable(key) };
      const { name: given, ...rest } = values(inner);
      targets.set(String(given), targetOf(rest));
      return String(given);
    });
    groups.set(name, { targets: members, description: '' });
  }
  return { targets, groups, variables };
}

const isCompose = (file: BakeFile, compose: ComposeReader): boolean =>
  /\.ya?ml$/i.test(file.name) || (!/\.(?:json|hcl)$/i.test(file.name) && compose.accepts(file));

function combinations(matrix: Readonly<Record<string, readonly Value[]>>): ReadonlyMap<string, Value>[] {
  let all: ReadonlyMap<string, Value>[] = [new Map()];
  for (const [key, values] of Object.entries(matrix)) {
    all = all.flatMap((names) => values.map((value) => new Map([...names, [key, value]])));
  }
  return all;
}

function scopeOf(
  blocks: readonly Block[],
  constants: ReadonlyMap<string, Expression>,
  environment: ReadonlyMap<string, string>,
  file: string,
): HclScope {
  const defaults = new Map<string, Expression | undefined>(constants);
  const functions = new Map<string, OwnFunction>();
  for (const {
    type,
    labels: [name = ''],
    settings,
  } of blocks) {
    if (type === 'variable') defaults.set(name, settings.get('default'));
    const [params, result] = [settings.get('params'), settings.get('result')];
    if (type !== 'function' || result === undefined) continue;
    const names = params?.kind === 'list' ? params.items : [];
    functions.set(name, {
      params: names.flatMap((each) => (each.kind === 'variable' ? [each.name] : [])),
      result,
    });
  }
  const known = new Map<string, Value>([
    ['BAKE_LOCAL_PLATFORM', 'linux/amd64'],
    ['BAKE_CMD_CONTEXT', ''],
  ]);
  const scope: HclScope = {
    file,
    functions,
    variable: (name) => {
      const there = known.get(name);
      if (there !== undefined) return there;
      if (!defaults.has(name)) return undefined;
      const fallback = defaults.get(name);
      const given = constants.has(name) ? undefined : environment.get(name);
      const value = fallback === undefined ? null : evaluate(fallback, scope);
      const chosen = given === undefined ? value : typed(given, value);
      known.set(name, chosen);
      return chosen;
    },
  };
  return scope;
}

/** A variable of the shell gets the type of the default. */
function typed(text: string, like: Value): Value {
  if (typeof like === 'number') return Number(text);
  return typeof like === 'boolean' ? text === 'true' || text === '1' : text;
}
