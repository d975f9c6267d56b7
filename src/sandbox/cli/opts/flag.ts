import type { Filters } from '../../api/filters.ts';

/** Types of one value; `list` and the others below collect several. The name is what `--help` shows. */
interface Single {
  bool: boolean;
  string: string;
  command: string;
  'credential-spec': string;
  'external-ca': string;
  'node-addr': string;
  'pem-file': string;
  int: number;
  uint: number;
  uint16: number;
  uint32: number;
  float: number;
  /** Billionths. */
  decimal: number;
  /** Octets. */
  bytes: number;
  /** Nanoseconds. */
  duration: number;
}
type Several =
  | 'list'
  | 'strings'
  | 'stringArray'
  | 'mount'
  | 'network'
  | 'ulimit'
  | 'gpu-request'
  | 'config'
  | 'secret'
  | 'pref'
  | 'port'
  | 'ipNetSlice'
  | 'scale';
export type FlagType = keyof Single | Several | 'map' | 'stringToString' | 'filter';

/** A flag as data. */
export interface FlagSpec {
  readonly type: FlagType;
  readonly short?: string;
  readonly usage: string;
  /** As `--help` shows it, without quotes. */
  readonly default?: string;
  /** Reads one value; for types of several values each of them. Throws UsageError. */
  readonly each?: (text: string) => unknown;
  /** Works, but stands in no help: an old name or a flag for Windows. */
  readonly hidden?: true;
  /** An old name: works, stands in no help, and says this: `use --timeout instead`. */
  readonly deprecated?: string;
  /** Wants a daemon that this one is not. */
  readonly only?: 'windows' | 'experimental';
  /** Known to Docker, not simulated here. */
  readonly simulated?: false;
}
export type Flags = Readonly<Record<string, FlagSpec>>;

type Each<F extends FlagSpec, Otherwise> = F extends { each: (text: string) => infer Value } ? Value : Otherwise;
export type FlagValue<F extends FlagSpec> = F['type'] extends 'filter'
  ? Filters
  : F['type'] extends 'map' | 'stringToString'
    ? Readonly<Record<string, string>>
    : F['type'] extends keyof Single
      ? Each<F, Single[F['type']]>
      : readonly Each<F, string>[];
export type FlagValues<F extends Flags> = { readonly [Name in keyof F]: FlagValue<F[Name]> };
