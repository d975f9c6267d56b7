import type { LineRange } from '../../dockerfile/error.ts';
import type { Heredoc } from '../../dockerfile/heredoc.ts';
import type { RunMount } from '../../dockerfile/mount.ts';
import type { BaseImage } from './base-image.ts';

interface Step {
  /** `[2/3] RUN make`; '' of what isn't shown. */
  readonly name: string;
  readonly range: LineRange | undefined;
  readonly useCache: boolean;
}

/** Files from somewhere else: a context, a stage, or an image. */
export type FileSource =
  | { readonly kind: 'context'; readonly context: string }
  | { readonly kind: 'operation'; readonly operation: Operation }
  /** What a server has, fetched in a step that is called like the one that wants it. */
  | { readonly kind: 'url'; readonly url: string; readonly checksum: string; readonly name: string };

/** One file system, as a step of the graph makes it. */
export type Operation =
  | { readonly kind: 'scratch' }
  | (Step & { readonly kind: 'image'; readonly image: BaseImage })
  | (Step & {
      readonly kind: 'mkdir';
      readonly input: Operation;
      readonly path: string;
      /** Who gets what is made, as USER has it. */
      readonly user: string;
    })
  | (Step & {
      readonly kind: 'run';
      readonly input: Operation;
      readonly args: readonly string[];
      /** `NAME=value` */
      readonly env: readonly string[];
      /** `NAME=value` of --build-arg HTTP_PROXY and its like: the process gets them, the cache does not know them. */
      readonly proxies: readonly string[];
      readonly cwd: string;
      readonly user: string;
      readonly network: string;
      /** `arm64`: what its programs are for. */
      readonly architecture: string;
      readonly mounts: readonly { readonly mount: RunMount; readonly from: FileSource | undefined }[];
      /** Files under /dev/pipes: scripts that begin with #!. */
      readonly pipes: readonly { readonly name: string; readonly content: string }[];
    })
  | (Step & {
      readonly kind: 'copy';
      readonly input: Operation;
      readonly from: FileSource;
      readonly sources: readonly string[];
      /** By the word that stands for it among the sources; content is expanded. */
      readonly documents: ReadonlyMap<string, Pick<Heredoc, 'name' | 'content'>>;
      /** Absolute; ends in a slash when it must be a directory. */
      readonly destination: string;
      readonly chown: string;
      /** Octal or symbolic; undefined keeps the modes. */
      readonly chmod: string | undefined;
      readonly parents: boolean;
      readonly exclude: readonly string[];
      /** Archives are unpacked. */
      readonly unpack: boolean;
    });

export type OperationOf<Kind extends Operation['kind']> = Extract<Operation, { kind: Kind }>;
