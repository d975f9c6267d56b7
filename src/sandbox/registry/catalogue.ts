import type { Reference } from '../api/reference.ts';
import { fullName } from '../api/reference.ts';
import type { ImagePlatform, Manifest, Registry, SearchResult } from './registry.ts';
import { AMD64, RegistryError } from './registry.ts';

/** A repository and what it holds; manifests are made when first asked for. */
export interface Repository {
  /** `docker.io/library/nginx` */
  readonly name: string;
  readonly description?: string;
  readonly stars?: number;
  readonly official?: boolean;
  readonly tags: ReadonlyMap<string, (platform: ImagePlatform) => Manifest | undefined>;
}

/** How a catalogue refuses what it does not have. */
export interface Refusals {
  readonly noRepository: (reference: Reference) => RegistryError;
  readonly noManifest: (reference: Reference) => RegistryError;
  /** Undefined: the catalogue can be searched. */
  readonly search?: (term: string, limit: number) => RegistryError;
  readonly login: () => RegistryError;
  readonly push: (reference: Reference) => RegistryError;
}

/** A registry whose content is fixed. */
export function createCatalogue(repositories: readonly Repository[], refusals: Refusals): Registry {
  const byName = new Map(repositories.map((repository) => [repository.name, repository]));
  return {
    resolve(reference, platform = AMD64) {
      const repository = byName.get(fullName(reference));
      if (repository === undefined) throw refusals.noRepository(reference);
      return find(repository, reference, platform, refusals);
    },
    search(term, limit = 25) {
      if (refusals.search !== undefined) throw refusals.search(term, limit);
      return searchIn(repositories, term).slice(0, limit);
    },
    refuseLogin: refusals.login,
    refusePush: refusals.push,
  };
}

function find(repository: Repository, reference: Reference, platform: ImagePlatform, refusals: Refusals): Manifest {
  const { tag = 'latest', digest } = reference;
  if (digest !== undefined) {
    for (const make of repository.tags.values()) {
      const manifest = make(platform);
      if (manifest?.digest === digest) return manifest;
    }
    throw refusals.noManifest(reference);
  }
  const make = repository.tags.get(tag);
  if (make === undefined) throw refusals.noManifest(reference);
  const manifest = make(platform);
  if (manifest === undefined) throw noPlatform(platform);
  return manifest;
}

/** @see moby distribution/pull_v2.go, noMatchesErr */
const noPlatform = ({ os, architecture, variant }: ImagePlatform): RegistryError =>
  new RegistryError(
    'not_found',
    `no matching manifest for ${[os, architecture, variant].filter(Boolean).join('/')} in the manifest list entries`,
  );

function searchIn(repositories: readonly Repository[], term: string): SearchResult[] {
  const wanted = term.toLowerCase().replace(/^docker\.io\//, '');
  return repositories
    .map(({ name, description = '', stars = 0, official = false }) => ({
      name: name.replace(/^docker\.io\/(library\/)?/, ''),
      description,
      stars,
      official,
    }))
    .filter(({ name, description }) => `${name} ${description}`.toLowerCase().includes(wanted))
    .sort((a, b) => Number(b.name === wanted) - Number(a.name === wanted) || b.stars - a.stars);
}
