import type { Ulimit } from './container.ts';

/** Body of POST /build?version=2 begins with this, as one line; archives of the contexts follow when they are asked for. */
export interface BuildRequest {
  /** Undefined: the client found none under `name`. */
  readonly dockerfile: { readonly name: string; readonly text: string } | undefined;
  /** What the Dockerfile was looked for as. */
  readonly dockerfileName: string;
  /** Text of .dockerignore. */
  readonly ignore: string | undefined;
  /** How the context comes: from the client's disk, unpacked from standard input, or not at all (`-` with a Dockerfile). */
  readonly context: 'local' | 'remote' | 'none';
  readonly tags: readonly string[];
  readonly target: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly platform: string;
  readonly network: string;
  /** `name:address` */
  readonly addHosts: readonly string[];
  readonly noCache: boolean;
  /** Stages that take nothing from the cache. */
  readonly noCacheFilter: readonly string[];
  readonly pull: boolean;
  readonly secrets: Readonly<Record<string, string>>;
  /** Ids of agents. */
  readonly ssh: readonly string[];
  /** `--build-context`: a directory of the client, an image, or what another build of the bake has made. */
  readonly namedContexts: Readonly<Record<string, 'local' | { readonly image: string } | { readonly result: string }>>;
  /** Another build will start from what this one makes. */
  readonly keepsResult?: boolean;
  readonly output: 'image' | 'files' | 'none' | 'image and files';
  readonly cacheFrom?: readonly BuildCacheSource[];
  readonly cacheTo?: readonly BuildCacheTarget[];
  /** Group of the processes of RUN, below the root of all. */
  readonly cgroupParent?: string;
  /** Of the processes of RUN: octets of /dev/shm, and their limits. */
  readonly shmSize?: number;
  readonly ulimits?: readonly Ulimit[];
  /** A step may ask for the host's network. */
  readonly allowsHostNetwork?: boolean;
  readonly call: 'build' | 'check' | 'outline' | 'targets';
  /** Container of the builder that builds, `buildx_buildkit_x0`; without it the engine does, in its own store. */
  readonly worker?: string;
  /** More than one makes an index: `linux/amd64`. `platform` is the first of them. */
  readonly platforms?: readonly string[];
  /** Where a builder's worker sends its result. */
  readonly exports?: readonly BuildExport[];
  /** A builder's worker adds to what it pushes how that came about. */
  readonly provenance?: boolean;
  /** X-Registry-Auth of the registries that are pushed to, by their host. */
  readonly auths?: Readonly<Record<string, string>>;
}

/** An exporter of BuildKit. */
export type BuildExport =
  | { readonly type: 'docker' }
  | { readonly type: 'image'; readonly names: readonly string[]; readonly push: boolean }
  /** `splits`: a folder for each platform, also for one. */
  | { readonly type: 'local' | 'tar'; readonly splits?: boolean }
  | { readonly type: 'archive'; readonly format: 'oci' | 'docker'; readonly names: readonly string[] };

/** Where a cache is looked for. */
export type BuildCacheSource =
  | { readonly type: 'registry'; readonly reference: string }
  /** A folder of the client; the digest stands in its index.json. */
  | { readonly type: 'local'; readonly digest: string }
  /** A kind that nobody knows. */
  | { readonly type: 'other'; readonly name: string };

/** Where a cache is written. `max` takes steps that the result does not show, too. */
export type BuildCacheTarget =
  | { readonly type: 'inline' }
  | { readonly type: 'registry'; readonly reference: string; readonly mode: 'min' | 'max' }
  | { readonly type: 'local'; readonly mode: 'min' | 'max' };

/** An image that a build took. */
export interface BuildMaterial {
  /** `docker.io/library/busybox:latest` */
  readonly name: string;
  /** `linux/amd64` */
  readonly platform: string;
  /** `sha256:…` of its manifest; '' of one that no registry knows. */
  readonly digest: string;
}

/** An excerpt of a Dockerfile, with the lines that are marked in it. */
export interface BuildSource {
  readonly filename: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface BuildWarning {
  readonly rule: string;
  readonly description: string;
  readonly url: string;
  readonly message: string;
  readonly source: BuildSource;
}

/** A target of `--call=targets` or the stage of `--call=outline`. */
export interface BuildTarget {
  readonly name: string;
  readonly description: string;
  readonly base: string;
  readonly default: boolean;
  /** Line of its FROM. */
  readonly line: number;
  readonly args: readonly {
    readonly name: string;
    readonly value: string;
    readonly description: string;
    readonly line: number;
  }[];
  readonly secrets: readonly BuildNeed[];
  readonly ssh: readonly BuildNeed[];
}

/** What a build answers that is only asked what could be built. */
export interface BuildDescription {
  readonly targets: readonly BuildTarget[];
  readonly text: string;
}

/** A secret or an agent that a RUN mounts. */
export interface BuildNeed {
  readonly name: string;
  readonly required: boolean;
  readonly line: number;
}

/** @see opencontainers/image-spec descriptor.md */
export interface BuildDescriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly platform?: { readonly architecture: string; readonly os: string };
}

/** What an archive that a client gets is for. */
export type BuildFiles = 'local' | 'tar' | 'oci' | 'docker' | 'cache';

/** A line of the answer. Times are milliseconds since the build began. */
export type BuildEvent =
  | { readonly type: 'start'; readonly vertex: number; readonly name: string; readonly at: number }
  | {
      readonly type: 'end';
      readonly vertex: number;
      readonly at: number;
      readonly cached?: boolean;
      readonly error?: string;
      /** It was still running when the build was given up. */
      readonly canceled?: boolean;
    }
  | {
      readonly type: 'status';
      readonly vertex: number;
      readonly id: string;
      readonly at: number;
      /** Bytes. */
      readonly current?: number;
      readonly total?: number;
      readonly done: boolean;
    }
  | { readonly type: 'log'; readonly vertex: number; readonly at: number; readonly text: string }
  | { readonly type: 'warning'; readonly vertex: number; readonly warning: BuildWarning }
  /** The client sends an archive with a directory for each of these contexts; '' is the main one. */
  | { readonly type: 'need'; readonly contexts: readonly string[] }
  /** Name of the build in the builder's history: 25 letters and digits. */
  | { readonly type: 'reference'; readonly reference: string }
  | { readonly type: 'checked'; readonly warnings: readonly BuildWarning[]; readonly error?: BuildFailure }
  /** `text`: the Dockerfile. */
  | ({ readonly type: 'described' } & BuildDescription)
  | {
      readonly type: 'image';
      readonly id: string;
      readonly names: readonly string[];
      readonly materials: readonly BuildMaterial[];
      /** What a builder's worker has made: a manifest, or an index. */
      readonly descriptor?: BuildDescriptor;
    }
  /** A tar archive, a character for each octet: the result's files, an image, or a cache. */
  | { readonly type: 'files'; readonly of: BuildFiles; readonly tar: string }
  | { readonly type: 'failed'; readonly failure: BuildFailure };

export interface BuildFailure {
  readonly message: string;
  /** The image is there; what came after has failed. */
  readonly isBuilt?: true;
  readonly source?: BuildSource;
}

/** A build that is over, as its builder remembers it. */
export interface BuildRecord {
  readonly reference: string;
  /** Milliseconds since the epoch. */
  readonly started: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly error: string | undefined;
  readonly dockerfile: string;
  readonly target: string;
  readonly network: string;
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly platforms: readonly string[];
  readonly materials: readonly BuildMaterial[];
  readonly descriptor: BuildDescriptor | undefined;
  readonly image: string;
  /** What was told of it, as its client got it. */
  readonly events: readonly BuildEvent[];
}
