/** config.json of a bundle, as far as it is simulated. @see opencontainers/runtime-spec config.md 1.2.1 */
export interface OciConfig {
  readonly ociVersion?: string;
  readonly process?: OciProcess;
  readonly root?: { readonly path: string; readonly readonly?: boolean };
  readonly hostname?: string;
  readonly domainname?: string;
  readonly mounts?: readonly OciMount[];
  readonly hooks?: unknown;
  readonly linux?: OciLinux;
}

export interface OciProcess {
  readonly terminal?: boolean;
  readonly user?: { readonly uid: number; readonly gid: number; readonly additionalGids?: readonly number[] };
  readonly args?: readonly string[];
  readonly env?: readonly string[];
  readonly cwd?: string;
  readonly capabilities?: {
    readonly bounding?: readonly string[];
    readonly effective?: readonly string[];
    readonly permitted?: readonly string[];
  };
  readonly rlimits?: readonly { readonly type: string; readonly hard: number; readonly soft: number }[];
  readonly noNewPrivileges?: boolean;
  readonly oomScoreAdj?: number;
}

export interface OciMount {
  readonly destination: string;
  readonly type?: string;
  readonly source?: string;
  readonly options?: readonly string[];
}

export interface OciLinux {
  readonly cgroupsPath?: string;
  readonly resources?: {
    readonly devices?: readonly unknown[];
    /** Bytes; `swap` is memory and swap together. */
    readonly memory?: { readonly limit?: number; readonly swap?: number; readonly reservation?: number };
    readonly cpu?: {
      readonly shares?: number;
      readonly quota?: number;
      readonly period?: number;
      readonly cpus?: string;
      readonly mems?: string;
    };
    readonly pids?: { readonly limit: number };
  };
  readonly namespaces?: readonly { readonly type: string; readonly path?: string }[];
  readonly uidMappings?: readonly unknown[];
  readonly seccomp?: unknown;
  readonly maskedPaths?: readonly string[];
  readonly readonlyPaths?: readonly string[];
  readonly sysctl?: Readonly<Record<string, string>>;
}
