import type { Reference } from '../../api/reference.ts';
import { encode } from '../../kernel/bytes.ts';
import type { Repository } from '../catalogue.ts';
import { createCatalogue } from '../catalogue.ts';
import type { HistoryEntry, Layer, Manifest, Registry } from '../registry.ts';
import { RegistryError } from '../registry.ts';
import { sha256 } from '../sha256.ts';
import type { RecordedImage } from './data.ts';
import { recordedImages } from './data.ts';
import { recordedTree } from './tree.ts';

/** Share of a root's size that gzip leaves, as measured on the reference engine's mirror: of Debian's, and of BusyBox, one program. */
const COMPRESSION = 0.43;
const COMPRESSION_OF: Readonly<Record<string, number>> = { busybox: 0.5526 };
const UNITS: Readonly<Record<string, number>> = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9 };
/** Instructions that make a layer; `docker import` has none. */
const LAYER_INSTRUCTION = /^(RUN|COPY|ADD|WORKDIR)\b|^$/;

/** Where the reference engine's resolver asks. */
const RESOLVER = '192.0.2.53:53';

/** The images of the reference engine, with its ids, digests and sizes: for tests and `replay`. */
export function referenceRegistry(images: Readonly<Record<string, RecordedImage>> = recordedImages): Registry {
  const repositories = new Map<string, Map<string, () => Manifest>>();
  for (const [reference, image] of Object.entries(images)) {
    const [name = '', tag = ''] = reference.split(':');
    const tags = repositories.get(name) ?? new Map<string, () => Manifest>();
    let manifest: Manifest | undefined;
    tags.set(tag, () => (manifest ??= manifestOf(name, image)));
    repositories.set(name, tags);
  }
  const listed = [...repositories].map(([name, tags]): Repository => ({ name: `docker.io/library/${name}`, tags }));
  const catalogue = createCatalogue(listed, {
    noRepository: unreachable,
    noManifest: unreachable,
    login: () => unreachable({ domain: 'docker.io', path: '' }),
    push: unreachable,
    search: (term, limit) =>
      new RegistryError(
        'internal',
        `Get "https://index.docker.io/v1/search?q=${encodeURIComponent(term)}&n=${limit}": ${noSuchHost('index.docker.io')}`,
      ),
  });
  return { ...catalogue, refuseClient: () => unreachable({ domain: 'docker.io', path: '' }) };
}

function manifestOf(name: string, image: RecordedImage): Manifest {
  const created = Date.parse(image.Created);
  const digest = image.RepoDigests.find((text) => text.startsWith(`${name}@`))?.split('@')[1] ?? '';
  const history = [...image.history].reverse();
  return {
    digest,
    id: image.Id,
    platform: { os: image.Os, architecture: image.Architecture },
    created,
    author: image.Author,
    comment: image.Comment,
    dockerVersion: image.DockerVersion,
    config: image.Config,
    layers: layersOf(image),
    history: history.map(({ CreatedBy, CreatedAt, Comment }): HistoryEntry => ({
      created: Date.parse(CreatedAt),
      createdBy: CreatedBy,
      comment: Comment,
      author: '',
      emptyLayer: !LAYER_INSTRUCTION.test(CreatedBy),
    })),
    tree: () => recordedTree(image.root, created),
  };
}

/** Sizes as printed are rounded; the lowest layer, the largest, gets the exact rest. */
function layersOf({ root, Layers, Size, history }: RecordedImage): Layer[] {
  const sizes = history
    .filter(({ CreatedBy }) => LAYER_INSTRUCTION.test(CreatedBy))
    .map((entry) => bytesOf(entry.Size))
    .reverse();
  const above = sizes.slice(1).reduce((sum, size) => sum + size, 0);
  return Layers.map((diffId, index) => {
    const size = index === 0 ? Size - above : (sizes[index] ?? 0);
    const compressedSize = Math.max(32, Math.round(size * (COMPRESSION_OF[root] ?? COMPRESSION)));
    return { digest: `sha256:${sha256(encode(`gzip ${diffId}`))}`, diffId, compressedSize, size };
  });
}

function bytesOf(text: string): number {
  const [, number = '0', unit = 'B'] = /^([\d.]+)(\w+)$/.exec(text) ?? [];
  return Math.round(Number(number) * (UNITS[unit] ?? 1));
}

const noSuchHost = (host: string): string => `dial tcp: lookup ${host} on ${RESOLVER}: no such host`;

/** The engine has a mirror with these images and no other network. */
function unreachable({ domain }: Reference): RegistryError {
  if (domain === 'docker.io') {
    return new RegistryError(
      'internal',
      `Get "https://registry-1.docker.io/v2/": ${noSuchHost('registry-1.docker.io')}`,
    );
  }
  return new RegistryError('internal', `Get "https://${domain}/v2/": ${noSuchHost(domain.replace(/:\d+$/, ''))}`);
}
