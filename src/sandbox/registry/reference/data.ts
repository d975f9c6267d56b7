import type { ImageConfig } from '../../api/types/image.ts';
import images from './images.json' with { type: 'json' };
import mirror from './mirror.json' with { type: 'json' };
import roots from './roots.json' with { type: 'json' };

/** Made by scripts/make-reference-catalogue.mjs of what the reference engine says. */
export interface RecordedImage {
  readonly root: string;
  readonly Id: string;
  readonly RepoDigests: readonly string[];
  readonly Comment: string;
  readonly Created: string;
  readonly DockerVersion: string;
  readonly Author: string;
  readonly Architecture: string;
  readonly Os: string;
  readonly Size: number;
  readonly Layers: readonly string[];
  readonly Config: ImageConfig;
  /** Newest first; sizes as `docker history` prints them. */
  readonly history: readonly {
    readonly CreatedBy: string;
    readonly CreatedAt: string;
    readonly Comment: string;
    readonly Size: string;
  }[];
}

export interface RecordedRoot {
  readonly from?: string;
  readonly without?: readonly string[];
  /** `-rwxr-xr-x 0/0 647 /bin/x`, as tar lists it. */
  readonly files: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
}

/** By `name:tag`. */
export const recordedImages = images.images as Readonly<Record<string, unknown>> as Readonly<
  Record<string, RecordedImage>
>;
/** Of what the recorded engine had and what came to the verifying engine's mirror since. */
export const recordedRoots = { ...roots, ...mirror.roots } as Readonly<Record<string, unknown>> as Readonly<
  Record<string, RecordedRoot>
>;

/** By `name:tag`: the recorded images and what the verifying engine's mirror has besides, by `scripts/make-mirror-catalogue.mjs`. */
export const mirroredImages: Readonly<Record<string, RecordedImage>> = withMirrored();

function withMirrored(): Record<string, RecordedImage> {
  const all: Record<string, RecordedImage> = { ...recordedImages };
  const more = mirror.images as Readonly<Record<string, unknown>> as Readonly<
    Record<string, RecordedImage | { readonly same: string; readonly Created?: string }>
  >;
  for (const [name, image] of Object.entries(more)) {
    const one = 'same' in image ? all[image.same] : image;
    if (one === undefined) throw new Error(`mirror.json: ${name} is the same as nothing`);
    all[name] = 'same' in image && image.Created !== undefined ? { ...one, Created: image.Created } : one;
  }
  return all;
}
