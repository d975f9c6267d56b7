import { StatusError } from '../errors.ts';
import type { ImageAnnotation } from './image-annotations.ts';
import type { Listed, RegistryImage } from './registry-image.ts';

const OCI = 'application/vnd.oci.image';
const LIST = 'application/vnd.docker.distribution.manifest.list.v2+json';

/** What a new index is made of: an image of a registry, or a descriptor from a file. */
export interface Source {
  /** As it was given, or where a descriptor's manifest is. */
  readonly given: string;
  readonly image: RegistryImage | undefined;
  readonly listed: readonly Listed[];
}

export interface CombineOptions {
  readonly platforms: readonly string[];
  readonly prefersIndex: boolean;
  readonly annotations: readonly ImageAnnotation[];
}

/**
 * One index of all manifests of the sources.
 *
 * @returns its text, and where each manifest is now
 * @throws {StatusError} `ERROR: none of the manifests match the provided platforms`
 * @see buildx util/imagetools/create.go, Combine
 */
export function combineImages(sources: readonly Source[], { platforms, prefersIndex, annotations }: CombineOptions) {
  const [only] = sources;
  const isCopy = sources.length === 1 && platforms.length === 0 && annotations.length === 0;
  if (isCopy && only?.image !== undefined && (only.image.manifests !== undefined || !prefersIndex)) {
    return {
      text: only.image.text,
      from: Object.fromEntries(only.listed.map(({ digest }) => [digest, only.given])),
    };
  }
  const all = new Map<string, Listed & { readonly from: string }>();
  for (const { given, listed } of sources) {
    for (const one of listed) if (fits(one, platforms)) all.set(one.digest, { ...one, from: given });
  }
  if (all.size === 0) throw new StatusError(1, 'ERROR: none of the manifests match the provided platforms');
  const manifests = [...all.values()].map(({ from: _, ...listed }) => listed);
  const isOci =
    manifests.some(({ mediaType }) => mediaType.startsWith(OCI)) ||
    sources.some(({ image }) => image?.mediaType.startsWith(OCI));
  const index = isOci ? annotated(manifests, annotations) : { schemaVersion: 2, mediaType: LIST, manifests };
  return {
    text: JSON.stringify(index, null, 2),
    from: Object.fromEntries([...all].map(([digest, { from }]) => [digest, from])),
  };
}

/** Only an index of OCI has annotations; a list of Docker goes without, silently. */
function annotated(manifests: readonly Listed[], annotations: readonly ImageAnnotation[]) {
  for (const { type } of annotations) {
    if (type === 'manifest') throw new StatusError(1, 'ERROR: "manifest" annotations are not supported yet');
    if (type === 'index-descriptor') {
      throw new StatusError(1, 'ERROR: "index-descriptor" annotations are invalid while creating an image');
    }
  }
  const own = annotations.filter(({ type }) => type === 'index');
  const described = manifests.map((one) => {
    const meant = annotations.filter(
      ({ type, platform }) => type === 'manifest-descriptor' && (platform === '' || fits(one, [platform])),
    );
    return meant.length === 0 ? one : { ...one, annotations: { ...one.annotations, ...pairsOf(meant) } };
  });
  return {
    ...{ schemaVersion: 2, mediaType: `${OCI}.index.v1+json`, manifests: described },
    ...(own.length > 0 && { annotations: pairsOf(own) }),
  };
}

const pairsOf = (annotations: readonly ImageAnnotation[]): Record<string, string> =>
  Object.fromEntries(annotations.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1)));

const fits = ({ platform }: Listed, wanted: readonly string[]): boolean =>
  wanted.length === 0 || wanted.includes(`${platform?.os ?? ''}/${platform?.architecture ?? ''}`);
