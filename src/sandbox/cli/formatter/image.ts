import { familiarName, InvalidReference, parseReference } from '../../api/reference.ts';
import type { ImageSummary } from '../../api/types/image.ts';
import { humanDuration } from '../../api/duration.ts';
import { goTime } from './age.ts';
import type { Row, Table } from './formatter.ts';
import { shortId } from './labels.ts';
import { humanSize } from './size.ts';

export const IMAGE_TABLE: Table = {
  typeName: '*formatter.imageContext',
  headers: {
    ID: 'IMAGE ID',
    Repository: 'REPOSITORY',
    Tag: 'TAG',
    Digest: 'DIGEST',
    CreatedSince: 'CREATED',
    CreatedAt: 'CREATED AT',
    Size: 'SIZE',
    Containers: 'CONTAINERS',
    VirtualSize: 'SIZE',
    SharedSize: 'SHARED SIZE',
    UniqueSize: 'UNIQUE SIZE',
  },
};

interface Naming {
  readonly repository: string;
  readonly tag: string;
  readonly digest: string;
}
const NONE = '<none>';

export interface ImageRowOptions {
  readonly now: number;
  readonly truncate: boolean;
  /** A row for each digest of a tag. */
  readonly digests: boolean;
}

/** Rows of `docker images`: one for each tag, and for each digest without one. */
export function imageRows(images: readonly ImageSummary[], options: ImageRowOptions): Row[] {
  return images.flatMap((image) => namings(image, options.digests).map((naming) => imageRow(image, naming, options)));
}

const isDangling = ({ RepoTags, RepoDigests }: ImageSummary) =>
  (RepoTags?.[0] ?? '<none>:<none>') === '<none>:<none>' && (RepoDigests?.[0] ?? '<none>@<none>') === '<none>@<none>';

function namings(image: ImageSummary, withDigests: boolean): Naming[] {
  if (isDangling(image)) return [{ repository: NONE, tag: NONE, digest: NONE }];
  const tags = grouped(image.RepoTags, 'tag');
  const digests = grouped(image.RepoDigests, 'digest');
  const found: Naming[] = [];
  for (const [repository, names] of tags) {
    const own = withDigests ? (digests.get(repository) ?? []) : [];
    digests.delete(repository);
    for (const tag of names) {
      for (const digest of own.length > 0 ? own : [NONE]) found.push({ repository, tag, digest });
    }
  }
  for (const [repository, own] of digests) {
    for (const digest of withDigests ? own : ['']) found.push({ repository, tag: NONE, digest });
  }
  return found;
}

function grouped(references: readonly string[] | null, part: 'tag' | 'digest'): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const text of references ?? []) {
    try {
      const reference = parseReference(text);
      const value = reference[part];
      const name = familiarName(reference);
      if (value !== undefined) groups.set(name, [...(groups.get(name) ?? []), value]);
    } catch (error) {
      if (!(error instanceof InvalidReference)) throw error;
    }
  }
  return groups;
}

const countOrNone = (count: number) => (count < 0 ? 'N/A' : String(count));
const sizeOrNone = (bytes: number) => (bytes < 0 ? 'N/A' : humanSize(bytes));

function imageRow(image: ImageSummary, { repository, tag, digest }: Naming, { now, truncate }: ImageRowOptions): Row {
  const { Id, Created, Size, SharedSize, Containers } = image;
  return {
    ID: () => (truncate ? shortId(Id) : Id),
    Repository: () => repository,
    Tag: () => tag,
    Digest: () => digest,
    CreatedSince: () => `${humanDuration(now - Created * 1000)} ago`,
    CreatedAt: () => goTime(Created * 1000),
    Size: () => humanSize(Size, 3),
    Containers: () => countOrNone(Containers),
    VirtualSize: () => humanSize(Size),
    SharedSize: () => sizeOrNone(SharedSize),
    UniqueSize: () => (SharedSize < 0 ? 'N/A' : humanSize(Size - SharedSize)),
  };
}
