import type { Model } from './service.ts';
import { absolutePath } from './files.ts';
import type { Tree, TreeMap } from './tree.ts';
import { isMap, scalarText } from './tree.ts';

/** Long forms that stand in the files' own words else. */
const LONG = 'build configs depends_on devices dns dns_opt dns_search networks ports secrets tmpfs volumes'.split(' ');

/** What `config --no-interpolate` prints: the files' own values in long form, with keys in alphabetical order. */
export function rawModel(
  project: Model & {
    readonly tree: TreeMap;
    readonly directory: string;
    readonly disabled: Model['services'];
  },
): Record<string, unknown> {
  const given = isMap(project.tree['services']) ? project.tree['services'] : {};
  const services = Object.fromEntries(
    Object.entries({ ...project.services, ...project.disabled }).map(([name, service]) => {
      const own = { ...(isMap(given[name]) ? given[name] : {}) };
      if (own['env_file'] !== undefined) own['env_file'] = envFiles(own['env_file'], project.directory);
      const long = Object.entries(service).filter(([key]) => LONG.includes(key));
      return [name, { ...own, ...Object.fromEntries(long) }];
    }),
  );
  const { name, networks, volumes, configs, secrets, extensions } = project;
  const filled = Object.entries({ networks, volumes, configs, secrets }).filter(
    ([, map]) => Object.keys(map).length > 0,
  );
  return alphabetical({ name, services, ...Object.fromEntries(filled), ...extensions }) as Record<string, unknown>;
}

const envFiles = (files: Tree, directory: string): Tree =>
  [files].flat().map((file) => ({
    required: true,
    ...(isMap(file) ? file : {}),
    path: absolutePath(scalarText(isMap(file) ? file['path'] : file), directory),
  }));

function alphabetical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(alphabetical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, alphabetical(one)]));
}
