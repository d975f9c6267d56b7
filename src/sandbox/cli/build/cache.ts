import type { BuildCacheSource, BuildCacheTarget } from '../../api/types/build.ts';
import { decode } from '../../kernel/bytes.ts';
import { UsageError } from '../errors.ts';
import type { Io } from '../io.ts';
import { unsupported } from './driver-limits.ts';
import { readFields } from './output.ts';

/** What `--cache-to` asks for. */
export interface CacheTargets {
  readonly targets: readonly BuildCacheTarget[];
  /** Folders of the caches that come as files, in their order. */
  readonly folders: readonly string[];
}

const KNOWN = new Set(['registry', 'local', 'inline', 'gha', 's3', 'azblob']);
const TAG = 'org.opencontainers.image.ref.name';

/** The fields of `type=local,src=x`; a name alone is that of a registry. */
function fieldsOf(text: string): ReadonlyMap<string, string> {
  return text.includes('=') ? readFields(text) : new Map([...Object.entries({ type: 'registry', ref: text })]);
}

/**
 * `--cache-to`. The engine's own builder takes only what goes into the image itself, or nowhere.
 *
 * @throws {UsageError} `Cache export is not supported for the docker driver.…`, `local cache exporter requires dest`
 */
export function readCacheTo(texts: readonly string[], hasWorker: boolean): CacheTargets {
  const targets: BuildCacheTarget[] = [];
  const folders: string[] = [];
  for (const text of texts) {
    const fields = fieldsOf(text);
    const type = fields.get('type') ?? '';
    if (hasWorker && !KNOWN.has(type)) {
      throw new UsageError(`failed to solve: unknown cache exporter: ${JSON.stringify(type)}`);
    }
    // Without the variables of its service gha is left out, silently.
    if (type === 'gha') continue;
    if (type === 'inline') {
      targets.push({ type });
      continue;
    }
    if (!hasWorker) throw new UsageError(unsupported('Cache export', 'build-cache-backends'));
    const mode = fields.get('mode') === 'max' ? 'max' : 'min';
    if (type === 'registry') {
      const reference = fields.get('ref');
      if (reference === undefined) throw new UsageError('registry cache exporter requires ref');
      targets.push({ type, reference, mode });
    } else if (type === 'local') {
      const folder = fields.get('dest');
      if (folder === undefined) throw new UsageError('local cache exporter requires dest');
      targets.push({ type, mode });
      folders.push(folder);
    } else throw new UsageError(`drydock: not simulated: docker buildx build --cache-to ${text}`);
  }
  return { targets, folders };
}

/** `--cache-from`. A folder that can't be read is told below the log. @throws {UsageError} `registry cache importer requires ref` */
export function readCacheFrom(
  io: Io,
  texts: readonly string[],
): { readonly sources: readonly BuildCacheSource[]; readonly warnings: readonly string[] } {
  const sources: BuildCacheSource[] = [];
  const warnings: string[] = [];
  for (const text of texts.filter((one) => one !== '')) {
    const fields = fieldsOf(text);
    const [type = '', folder, reference] = ['type', 'src', 'ref'].map((key) => fields.get(key));
    if (type === 'registry') {
      if (reference === undefined) throw new UsageError('registry cache importer requires ref');
      sources.push({ type, reference });
    } else if (type === 'local') {
      if (folder === undefined) throw new UsageError('local cache importer requires src');
      const given = fields.get('digest');
      const why = given === undefined ? unreadable(io, folder) : undefined;
      if (why === undefined)
        sources.push({ type, digest: given ?? digestIn(io, folder, fields.get('tag') ?? 'latest') });
      else warnings.push(`WARNING: local cache import at ${folder} not found due to err: ${why}\n`);
      // Without the variables of their services these are left out, silently.
    } else if (!['gha', 's3', 'azblob'].includes(type)) sources.push({ type: 'other', name: type });
  }
  return { sources, warnings };
}

function unreadable(io: Io, folder: string): string | undefined {
  const index = `${folder}/index.json`;
  const missing = 'no such file or directory';
  if (!io.fs.isDirectory(folder)) return `could not lock ${index}.lock: open ${index}.lock: ${missing}`;
  return io.fs.exists(index) ? undefined : `could not read ${index}: open ${index}: ${missing}`;
}

interface Index {
  readonly manifests?: readonly {
    readonly digest: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

function digestIn(io: Io, folder: string, tag: string): string {
  const { manifests = [] } = JSON.parse(decode(io.fs.readFile(`${folder}/index.json`))) as Index;
  const found = manifests.find(({ annotations }) => annotations?.[TAG] === tag);
  if (found !== undefined) return found.digest;
  throw new UsageError(
    'local cache importer requires either explicit digest, "latest" tag or custom tag on index.json',
  );
}
