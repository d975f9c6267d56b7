import { BadPattern, goPattern } from '../../api/go-pattern.ts';
import { ApiError } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { ImageSummary } from '../../api/types/image.ts';
import { matchesLabels } from '../container/list-filter.ts';
import type { Daemon } from '../daemon.ts';
import type { ImageRecord } from '../state.ts';
import { seconds } from '../time.ts';
import { pastTime } from '../time-filter.ts';
import { digestsOf, findImage, imageSize, tagsOf } from './find.ts';

const KEYS = ['dangling', 'label', 'before', 'since', 'reference', 'until'];

/** `true` or `false`. @throws {ApiError} `invalid filter 'dangling=[maybe]'` */
export function booleanFilter(filters: Filters, key: string): boolean | undefined {
  const values = filters.get(key);
  if (values === undefined || values.length === 0) return undefined;
  const known: Readonly<Record<string, boolean>> = { true: true, '1': true, false: false, '0': false };
  const read = values.map((value) => known[value]);
  if (read.length !== 1 || read[0] === undefined) {
    throw new ApiError('invalid_parameter', `invalid filter '${key}=[${values.join(' ')}]'`);
  }
  return read[0];
}

/** @throws {ApiError} `syntax error in pattern` */
function readPattern(text: string): RegExp {
  try {
    return goPattern(text);
  } catch (error) {
    if (!(error instanceof BadPattern)) throw error;
    throw new ApiError('internal', error.message);
  }
}

/** A shell pattern of `--filter reference=` or `docker images PATTERN`; without a tag it fits all. */
function referencePattern(pattern: string): (familiar: string) => boolean {
  const whole = readPattern(pattern);
  return (familiar) => {
    const [name = ''] = familiar.includes('@') ? familiar.split('@') : [familiar.replace(/:[^:/]*$/, '')];
    return whole.test(familiar) || whole.test(name);
  };
}

/** GET /images/json, newest first. */
export function listImages(
  daemon: Daemon,
  { all, filters, shared = false }: { readonly all: boolean; readonly filters: Filters; readonly shared?: boolean },
): ImageSummary[] {
  for (const key of filters.keys())
    if (!KEYS.includes(key)) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
  const dangling = booleanFilter(filters, 'dangling');
  const before = filters.get('before')?.map((name) => findImage(daemon, name).created);
  const since = filters.get('since')?.map((name) => findImage(daemon, name).created);
  const until = filters.get('until')?.map((text) => pastTime(daemon, text));
  const patterns = filters.get('reference')?.map(referencePattern);
  const parents = new Set([...daemon.state.images.values()].map(({ parent }) => parent));
  const summaries: { readonly image: ImageRecord; readonly summary: ImageSummary }[] = [];
  for (const image of daemon.state.images.values()) {
    if (before !== undefined && !before.every((time) => image.created < time)) continue;
    if (since !== undefined && !since.every((time) => image.created > time)) continue;
    if (until !== undefined && !until.every((time) => image.created < time)) continue;
    if (!matchesLabels(image.config.Labels, filters.get('label') ?? [])) continue;
    const fits = (name: string) => patterns === undefined || patterns.some((matches) => matches(name));
    const tags = tagsOf(daemon, image.id).filter(fits);
    const digests = digestsOf(daemon, image.id).filter(fits);
    if (patterns !== undefined && tags.length === 0 && digests.length === 0) continue;
    const isDangling = tags.length === 0 && digests.length === 0;
    if (isDangling && parents.has(image.id) && !all) continue;
    if (dangling !== undefined && dangling !== (tags.length === 0)) continue;
    summaries.push({ image, summary: summaryOf(daemon, image, tags, digests, shared) });
  }
  return summaries.sort((a, b) => b.image.created - a.image.created).map(({ summary }) => summary);
}

const summaryOf = (
  daemon: Daemon,
  image: ImageRecord,
  tags: string[],
  digests: string[],
  shared: boolean,
): ImageSummary => ({
  Containers: [...daemon.state.containers.values()].filter((container) => container.image === image.id).length,
  Created: seconds(image.created),
  Id: image.id,
  Labels: image.config.Labels,
  ParentId: image.parent,
  RepoDigests: digests,
  RepoTags: tags,
  SharedSize: shared ? sharedSize(daemon, image) : -1,
  Size: imageSize(image),
});

function sharedSize(daemon: Daemon, image: ImageRecord): number {
  const others = [...daemon.state.images.values()].filter(({ id }) => id !== image.id);
  const elsewhere = new Set(others.flatMap(({ layers }) => layers.map(({ diffId }) => diffId)));
  return image.layers.reduce((sum, { diffId, size }) => sum + (elsewhere.has(diffId) ? size : 0), 0);
}
