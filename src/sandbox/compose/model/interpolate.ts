import { ComposeError } from './error.ts';
import type { Lookup, VariableUse } from './template.ts';
import { InvalidTemplate, parseTemplate, substitute } from './template.ts';
import type { Tree, TreePath } from './tree.ts';
import { isMap, matches } from './tree.ts';

type Kind = 'int' | 'long' | 'float' | 'bool';
const PARSERS = { int: 'Atoi', long: 'ParseInt', float: 'ParseFloat' } as const;

const INTEGERS = `services.*.healthcheck.retries services.*.deploy.replicas services.*.deploy.update_config.parallelism
services.*.deploy.rollback_config.parallelism services.*.deploy.restart_policy.max_attempts
services.*.deploy.placement.max_replicas_per_node services.*.ports.[].target services.*.ulimits.*
services.*.ulimits.*.hard services.*.ulimits.*.soft services.*.scale services.*.networks.*.priority services.*.oom_score_adj services.*.pids_limit`;
const FLOATS = `services.*.deploy.update_config.max_failure_ratio services.*.deploy.rollback_config.max_failure_ratio
services.*.cpus services.*.cpu_percent`;
const LONGS = `services.*.cpu_count services.*.cpu_period services.*.cpu_quota services.*.cpu_rt_period
services.*.cpu_rt_runtime services.*.cpu_shares`;
const BOOLEANS = `services.*.healthcheck.disable services.*.privileged services.*.read_only services.*.init
services.*.stdin_open services.*.attach services.*.tty services.*.oom_kill_disable services.*.volumes.[].read_only
services.*.volumes.[].bind.create_host_path services.*.volumes.[].volume.nocopy services.*.build.no_cache
services.*.build.privileged services.*.build.pull services.*.depends_on.*.required services.*.depends_on.*.restart
networks.*.external networks.*.internal networks.*.attachable networks.*.enable_ipv6 networks.*.enable_ipv4
volumes.*.external secrets.*.external configs.*.external`;

/** Places whose text, once variables are in, is a number or a boolean. @see compose-go loader/interpolate.go */
const CASTS: readonly (readonly [pattern: string, kind: Kind])[] = [
  ...INTEGERS.split(/\s+/).map((pattern) => [pattern, 'int'] as const),
  ...LONGS.split(/\s+/).map((pattern) => [pattern, 'long'] as const),
  ...FLOATS.split(/\s+/).map((pattern) => [pattern, 'float'] as const),
  ...BOOLEANS.split(/\s+/).map((pattern) => [pattern, 'bool'] as const),
];

/** Hears of what is no error: a variable without a value, a boolean of old YAML. */
export interface InterpolateListener {
  readonly unset: (name: string) => void;
  readonly warn: (message: string) => void;
}

function cast(kind: Kind, text: string, warn: InterpolateListener['warn']): Tree {
  const fail = (what: string) => new ComposeError(`failed to cast to expected type: ${what}`);
  if (kind === 'bool') {
    const lower = text.toLowerCase();
    if (lower === 'true' || lower === 'false') return lower === 'true';
    if (['y', 'yes', 'on', 'n', 'no', 'off'].includes(lower)) {
      const value = ['y', 'yes', 'on'].includes(lower);
      warn(`${JSON.stringify(text)} for boolean is not supported by YAML 1.2, please use \`${value}\``);
      return value;
    }
    throw fail(`invalid boolean: ${text}`);
  }
  const good = kind !== 'float' ? /^[-+]?\d+$/.test(text) : /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text);
  if (good) return Number(text);
  throw fail(`strconv.${PARSERS[kind]}: parsing ${JSON.stringify(text)}: invalid syntax`);
}

/** Puts variables into every value of a tree. */
export function interpolate(tree: Tree, lookup: Lookup, listener: InterpolateListener, path: TreePath = []): Tree {
  if (typeof tree === 'string') return interpolateText(tree, lookup, listener, path);
  if (Array.isArray(tree)) return tree.map((item) => interpolate(item, lookup, listener, [...path, '[]']));
  if (!isMap(tree)) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, interpolate(value, lookup, listener, [...path, key])]),
  );
}

function interpolateText(text: string, lookup: Lookup, { unset, warn }: InterpolateListener, path: TreePath): Tree {
  const kind = CASTS.find(([pattern]) => matches(path, pattern))?.[1];
  try {
    const value = text.includes('$') ? substitute(text, lookup, unset) : text;
    return kind === undefined ? value : cast(kind, value, warn);
  } catch (error) {
    const where = path.join('.');
    if (error instanceof InvalidTemplate) {
      throw new ComposeError(
        `invalid interpolation format for ${where}.\nYou may need to escape any $ with another $.\n${error.template}`,
      );
    }
    if (error instanceof ComposeError) {
      throw new ComposeError(`error while interpolating ${where}: ${error.message}`);
    }
    throw error;
  }
}

/** Every variable that a tree names, by name. */
export function variables(tree: Tree): VariableUse[] {
  const found = new Map<string, VariableUse>();
  const visit = (value: Tree): void => {
    if (typeof value === 'string') {
      for (const part of parseTemplate(value)) {
        if (typeof part === 'string') continue;
        if (!found.has(part.name)) found.set(part.name, part);
        visit(part.operand);
      }
    } else if (Array.isArray(value) || isMap(value)) Object.values(value).forEach(visit);
  };
  visit(tree);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
