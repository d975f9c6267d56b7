import type { BuildRequest } from '../../api/types/build.ts';
import { familiarName, fullName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { ImageConfig } from '../../api/types/image.ts';
import type { Daemon } from '../daemon.ts';
import { addImage } from '../image/add.ts';
import { digestOf } from '../image/layers.ts';
import { nameImage } from '../image/tag.ts';
import type { HistoryRecord, ImageRecord } from '../state.ts';
import { isInline } from './export-cache.ts';
import { BuildError } from './failure.ts';
import type { Progress } from './progress.ts';
import type { HistoryDraft, StageState } from './stage-state.ts';
import type { Snapshot } from './store.ts';

/**
 * Times of the lines of history: a layer has its own, a change of metadata that of the layer before, or of the first
 * new layer.
 *
 * @see buildkit exporter/containerimage/writer.go, normalizeLayersAndHistory
 */
function withTimes(history: readonly HistoryDraft[], layerTimes: readonly (number | undefined)[]): HistoryRecord[] {
  let layer = 0;
  const timed = history.map((entry) => {
    const time = entry.emptyLayer ? undefined : layerTimes[layer++];
    return { ...entry, created: entry.created ?? time };
  });
  const firstUntimed = timed.findIndex(({ created }) => created === undefined);
  const fresh = timed.slice(Math.max(0, firstUntimed)).find(({ created }) => created !== undefined)?.created;
  let last = firstUntimed < 0 ? undefined : (fresh ?? timed.findLast(({ created }) => created !== undefined)?.created);
  let seenUntimed = false;
  return timed.map((entry) => {
    if (entry.created === undefined) seenUntimed = true;
    else if (seenUntimed || firstUntimed < 0) last = entry.created;
    return { ...entry, created: entry.created ?? last ?? 0 };
  });
}

/** The time in milliseconds that SOURCE_DATE_EPOCH, seconds since 1970, sets; undefined without it. */
function epochOf({ buildArgs }: BuildRequest): number | undefined {
  const text = buildArgs['SOURCE_DATE_EPOCH'] ?? '';
  return /^\d+$/.test(text) ? Number(text) * 1000 : undefined;
}

/** Steps of this build that ended after the epoch are dated with it; those of the base keep their times. */
function clamped(
  history: readonly HistoryRecord[],
  drafts: readonly HistoryDraft[],
  epoch: number | undefined,
): readonly HistoryRecord[] {
  if (epoch === undefined) return history;
  return history.map((entry, index) =>
    drafts[index]?.created === undefined ? { ...entry, created: Math.min(entry.created, epoch) } : entry,
  );
}

export interface ExportedImage {
  readonly id: string;
  readonly names: readonly string[];
}

function configOf(state: StageState, labels: BuildRequest['labels']): ImageConfig {
  const { config } = state;
  const all = { ...config.Labels, ...labels };
  return {
    ...config,
    Cmd: orNull(config.Cmd),
    Entrypoint: orNull(config.Entrypoint),
    Labels: Object.keys(all).length === 0 ? config.Labels : sortKeys(all),
  };
}

/** An empty list is left out of the image's JSON, so it comes back as null. */
const orNull = <T>(list: readonly T[] | null): readonly T[] | null => (list?.length === 0 ? null : list);

const sortKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The image that a stage makes. */
export function imageOf(request: BuildRequest, state: StageState, snapshot: Snapshot): ImageRecord {
  const epoch = epochOf(request);
  const history = clamped(withTimes(state.history, snapshot.times), state.history, epoch);
  const { architecture, variant, os } = state.platform;
  const image: Omit<ImageRecord, 'id' | 'lastTagTime'> = {
    parent: '',
    comment: 'buildkit.dockerfile.v0',
    created: epoch ?? history.at(-1)?.created ?? 0,
    dockerVersion: '',
    author: state.author,
    architecture,
    variant: variant ?? '',
    os,
    layers: snapshot.layers,
    history,
    config: configOf(state, request.labels),
  };
  // A cache in the image is part of its configuration.
  const text = JSON.stringify(isInline(request) ? { ...image, 'moby.buildkit.cache.v0': snapshot.key } : image);
  return { id: digestOf(text), ...image, lastTagTime: 0 };
}

/** Makes an image of a stage, with its names. @throws {BuildError} of a name with a digest */
export function exportImage(
  daemon: Daemon,
  progress: Progress,
  request: BuildRequest,
  state: StageState,
  snapshot: Snapshot,
): ExportedImage {
  const vertex = progress.start('exporting to image');
  vertex.status('exporting layers');
  if (isInline(request)) vertex.status('preparing layers for inline cache');
  const image = imageOf(request, state, snapshot);
  const { id } = image;
  vertex.status(`writing image ${id}`);
  const { tree } = snapshot;
  addImage(daemon, image, () => tree);
  const names = request.tags.map((tag) => {
    if (parseReference(tag).digest !== undefined) {
      const refusal = 'refusing to create a tag with a digest reference';
      vertex.fail(refusal);
      throw new BuildError(refusal);
    }
    nameAs(daemon, id, tag);
    const name = shownName(tag);
    vertex.status(`naming to ${name}`);
    return name;
  });
  vertex.done();
  return { id, names };
}

/** Gives an image the name that a client wrote. */
export function nameAs(daemon: Daemon, id: string, tag: string): void {
  const reference = withDefaultTag(parseReference(tag));
  nameImage(daemon, id, `${familiarName(reference)}:${reference.tag ?? 'latest'}`);
}

/** `docker.io/library/app`, with the tag if one was given. */
function shownName(text: string): string {
  const reference = parseReference(text);
  return `${fullName(reference)}${reference.tag === undefined ? '' : `:${reference.tag}`}`;
}
