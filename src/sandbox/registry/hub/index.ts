import type { Reference } from '../../api/reference.ts';
import { familiarName, familiarReference } from '../../api/reference.ts';
import type { Repository } from '../catalogue.ts';
import { createCatalogue } from '../catalogue.ts';
import type { ImagePlatform, Manifest, Registry } from '../registry.ts';
import { RegistryError } from '../registry.ts';
import { alpine, busybox, debian, helloWorld, ubuntu } from './base-images.ts';
import { mongo } from './mongo.ts';
import { mariadb, mysql } from './mysql.ts';
import { postgres } from './postgres.ts';
import { httpd } from './httpd.ts';
import { node, openjdk, python } from './languages.ts';
import { manifestOf } from './manifest.ts';
import { nginx } from './nginx.ts';
import type { HubRepository, Recipe } from './recipe.ts';
import { redis } from './redis.ts';
import { buildkit, jenkins, registry, traefik } from './servers.ts';

const REPOSITORIES: readonly HubRepository[] = [
  helloWorld,
  busybox,
  alpine,
  ubuntu,
  debian,
  nginx,
  httpd,
  redis,
  postgres,
  mysql,
  mariadb,
  mongo,
  python,
  node,
  openjdk,
  jenkins,
  registry,
  traefik,
  buildkit,
];

/** Docker Hub as readers know it: its best-known images under their names, tags and sizes of autumn 2026. */
export function hub(): Registry {
  return createCatalogue(REPOSITORIES.map(repositoryOf), {
    noRepository,
    /** @see moby distribution/errors.go, translatePullError */
    noManifest: (reference) =>
      new RegistryError(
        'not_found',
        `manifest for ${familiarReference(reference)} not found: manifest unknown: manifest unknown`,
      ),
    login: () =>
      new RegistryError(
        'not_implemented',
        'drydock: not simulated: accounts of Docker Hub (a registry of your own takes any: docker run -d -p 5000:5000 registry)',
      ),
    push: () => new RegistryError('forbidden', 'denied: requested access to the resource is denied'),
  });
}

function repositoryOf({ name, description, stars, variants }: HubRepository): Repository {
  const official = !name.includes('/');
  const tags = variants.flatMap(({ tags, recipe }) => {
    const make = remembered(name, recipe);
    return tags.split(' ').map((tag) => [tag, make] as const);
  });
  return { name: `docker.io/${official ? 'library/' : ''}${name}`, description, stars, official, tags: new Map(tags) };
}

/** Makes a manifest once for each architecture. */
function remembered(name: string, recipe: Recipe): (platform: ImagePlatform) => Manifest | undefined {
  const made = new Map<string, Manifest | undefined>();
  return ({ os, architecture }) => {
    const key = `${os}/${architecture}`;
    if (!made.has(key)) made.set(key, manifestOf(name, recipe, { os, architecture }));
    return made.get(key);
  };
}

/** @see moby distribution/errors.go, translatePullError */
function noRepository(reference: Reference): RegistryError {
  if (reference.domain === 'docker.io') {
    return new RegistryError(
      'not_found',
      `pull access denied for ${familiarName(reference)}, repository does not exist or may require 'docker login': ` +
        'denied: requested access to the resource is denied',
    );
  }
  return new RegistryError('unavailable', `drydock: not simulated: the registry ${reference.domain}`);
}
