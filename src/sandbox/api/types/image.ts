import type { ContainerConfig, GraphDriverData } from './container.ts';

/** An element of GET /images/json. */
export interface ImageSummary {
  /** Containers that use it; -1 when not counted. */
  readonly Containers: number;
  /** Seconds since 1970. */
  readonly Created: number;
  readonly Id: string;
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly ParentId: string;
  /** Null for none in GET /system/df. */
  readonly RepoDigests: readonly string[] | null;
  readonly RepoTags: readonly string[] | null;
  /** -1 when not computed. */
  readonly SharedSize: number;
  readonly Size: number;
}

/** The Config of an image: keys in alphabetical order, empty ones left out where Go omits them. */
export interface ImageConfig {
  readonly ArgsEscaped?: boolean;
  readonly Cmd: readonly string[] | null;
  readonly Entrypoint: readonly string[] | null;
  readonly Env: readonly string[] | null;
  readonly ExposedPorts?: ContainerConfig['ExposedPorts'];
  readonly Healthcheck?: ContainerConfig['Healthcheck'];
  readonly Labels: Readonly<Record<string, string>> | null;
  readonly OnBuild: readonly string[] | null;
  readonly Shell?: readonly string[];
  readonly StopSignal?: string;
  readonly User: string;
  readonly Volumes: Readonly<Record<string, Record<string, never>>> | null;
  readonly WorkingDir: string;
}

/** GET /images/{name}/json */
export interface ImageInspect {
  readonly Id: string;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  readonly Parent: string;
  readonly Comment: string;
  readonly Created?: string;
  readonly DockerVersion: string;
  readonly Author: string;
  readonly Architecture: string;
  readonly Variant?: string;
  readonly Os: string;
  readonly Size: number;
  readonly GraphDriver: GraphDriverData;
  readonly RootFS: { readonly Type: string; readonly Layers?: readonly string[] };
  readonly Metadata: { readonly LastTagTime: string };
  readonly Config: ImageConfig;
}

/** An element of GET /images/{name}/history, newest first. */
export interface ImageHistoryItem {
  readonly Comment: string;
  readonly Created: number;
  readonly CreatedBy: string;
  /** `<missing>` for layers that were not built here. */
  readonly Id: string;
  readonly Size: number;
  readonly Tags: readonly string[] | null;
}

/** An element of the answer to DELETE /images/{name}: one key of the two. */
export interface ImageDeleteItem {
  readonly Untagged?: string;
  readonly Deleted?: string;
}

export interface ImagePruneReport {
  readonly ImagesDeleted: readonly ImageDeleteItem[] | null;
  readonly SpaceReclaimed: number;
}

/** A line of the stream of POST /images/create, load and push. */
export interface ProgressMessage {
  readonly stream?: string;
  readonly status?: string;
  /** `[==>   ]  1.2MB/3.4MB` is made by the client of progressDetail. */
  readonly progressDetail?: {
    readonly current?: number;
    readonly total?: number;
    readonly hidecounts?: boolean;
    readonly units?: string;
  };
  readonly progress?: string;
  readonly id?: string;
  readonly errorDetail?: { readonly code?: number; readonly message: string };
  readonly error?: string;
  readonly aux?: unknown;
}

/** The answer of POST /commit. */
export interface CommitResponse {
  readonly Id: string;
}

/** An element of GET /images/search. */
export interface ImageSearchResult {
  readonly star_count: number;
  readonly is_official: boolean;
  readonly name: string;
  readonly is_automated: boolean;
  readonly description: string;
}
