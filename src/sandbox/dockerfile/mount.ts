import { FlagProblem } from './flags.ts';
import { didYouMean, suggest } from './suggest.ts';

export type MountType = 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';

/** A `--mount` of RUN. */
export interface RunMount {
  readonly type: MountType;
  /** Stage or image; '' is the build context, or nothing. */
  readonly from: string;
  readonly source: string;
  readonly target: string;
  readonly readonly: boolean;
  /** Of a cache, a secret or an agent. */
  readonly id: string;
  readonly sharing: string;
  readonly required: boolean;
  /** Variable that gets the secret's value. */
  readonly env: string;
  readonly mode: number | undefined;
  readonly uid: number;
  readonly gid: number;
  readonly size: number | undefined;
}

const TYPES: readonly MountType[] = ['bind', 'cache', 'tmpfs', 'secret', 'ssh'];
const KEYS = [
  ...['type', 'from', 'source', 'src', 'target', 'dst', 'destination', 'readonly', 'ro', 'readwrite', 'rw'],
  ...['id', 'sharing', 'required', 'size', 'mode', 'uid', 'gid', 'env'],
];
const VALUELESS = new Set(['readonly', 'ro', 'readwrite', 'rw', 'required']);
const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/**
 * `type=cache,target=/root/.npm`
 *
 * @throws {FlagProblem} `unsupported mount type "foo"`, …
 * @see buildkit instructions/commands_runmount.go, parseMount
 */
export function parseMount(text: string): RunMount {
  const fields = new Map<string, string>();
  for (const field of text.split(',')) {
    const at = field.indexOf('=');
    const key = (at < 0 ? field : field.slice(0, at)).toLowerCase();
    if (at < 0 && !VALUELESS.has(key)) throw new FlagProblem(`invalid field '${field}' must be a key=value pair`);
    if (!KEYS.includes(key)) {
      throw new FlagProblem(`unexpected key '${key}' in '${field}'${didYouMean(suggest(key, KEYS))}`);
    }
    fields.set(key, at < 0 ? 'true' : field.slice(at + 1));
  }
  const type = fields.get('type') ?? 'bind';
  if (!(TYPES as readonly string[]).includes(type)) {
    throw new FlagProblem(`unsupported mount type ${JSON.stringify(type)}${didYouMean(suggest(type, TYPES))}`);
  }
  return mountOf(type as MountType, fields);
}

const TRUE = new Set(['1', 't', 'true']);
const FALSE = new Set(['0', 'f', 'false']);

function readSwitch(key: string, text: string): boolean {
  const lower = text.toLowerCase();
  if (TRUE.has(lower)) return true;
  if (FALSE.has(lower)) return false;
  throw new FlagProblem(`invalid value for ${key}: ${text}`);
}

function readNumber(key: string, text: string, shape: RegExp): number {
  if (!shape.test(text)) throw new FlagProblem(`invalid value ${text} for ${key}`);
  return Number(text);
}

function mountOf(type: MountType, fields: ReadonlyMap<string, string>): RunMount {
  const pick = (...keys: string[]) => keys.map((key) => fields.get(key)).find((value) => value !== undefined);
  const flag = (...keys: string[]) => keys.some((key) => fields.has(key) && readSwitch(key, fields.get(key) ?? ''));
  const number = (key: string) => readNumber(key, fields.get(key) ?? '0', /^\d+$/);
  for (const key of VALUELESS) flag(key);
  const source = pick('source', 'src') ?? '';
  const target = pick('target', 'dst', 'destination') ?? '';
  const id =
    pick('id') ?? (type === 'secret' ? (source.split('/').at(-1) ?? '') || (target.split('/').at(-1) ?? '') : '');
  if (/^\/*$/.test(target) && (type === 'cache' || type === 'tmpfs' || type === 'bind')) {
    throw new FlagProblem('invalid mount target "/"');
  }
  if (type === 'secret' && id === '') throw new FlagProblem('invalid secret mount. one of source, target required');
  const sharing = pick('sharing') ?? 'shared';
  if (!['shared', 'private', 'locked'].includes(sharing)) {
    throw new FlagProblem(
      `unsupported sharing value ${JSON.stringify(sharing)}${didYouMean(suggest(sharing, ['shared', 'private', 'locked']))}`,
    );
  }
  const size = fields.get('size');
  const [, digits = '', unit = ''] = /^(\d+)([bkmg]?)b?$/i.exec(size ?? '') ?? [];
  if (size !== undefined && digits === '') throw new FlagProblem(`invalid value for size: ${size}`);
  const mode = fields.get('mode');
  return {
    type,
    from: pick('from') ?? '',
    source,
    target: target === '' && type === 'secret' && !fields.has('env') ? `/run/secrets/${id}` : target,
    readonly: type === 'bind' ? !flag('rw', 'readwrite') : flag('ro', 'readonly'),
    id: id === '' && type === 'cache' ? target : id,
    sharing,
    required: flag('required'),
    env: pick('env') ?? '',
    mode: mode === undefined ? undefined : Number.parseInt(String(readNumber('mode', mode, /^[0-7]+$/)), 8),
    uid: number('uid'),
    gid: number('gid'),
    size: digits === '' ? undefined : Number(digits) * (UNITS[unit.toLowerCase()] ?? 1),
  };
}
