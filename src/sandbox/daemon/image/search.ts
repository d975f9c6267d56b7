import { ApiError } from '../../api/errors.ts';
import type { Filters } from '../../api/filters.ts';
import type { ImageSearchResult } from '../../api/types/image.ts';
import { RegistryError } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';

const MAX = 100;
const DEFAULT = 25;
const KNOWN = ['is-automated', 'is-official', 'stars'];

/** @see moby registry/search.go */
function readFilters(filters: Filters): { readonly stars: number; readonly official: boolean | undefined } {
  const refuse = (what: string, why = '') => new ApiError('invalid_parameter', `invalid filter '${what}'${why}`);
  for (const key of filters.keys()) if (!KNOWN.includes(key)) throw refuse(key);
  const flag = (key: string): boolean | undefined => {
    const [value] = filters.get(key) ?? [];
    if (value === undefined) return undefined;
    if (/^(1|t|true|T|TRUE|True)$/.test(value)) return true;
    if (/^(0|f|false|F|FALSE|False)$/.test(value)) return false;
    throw refuse(`${key}=[${value}]`);
  };
  const stars = (filters.get('stars') ?? []).map((value) => {
    if (/^[-+]?\d+$/.test(value)) return Number(value);
    throw refuse(`stars=${value}`, `: strconv.Atoi: parsing "${value}": invalid syntax`);
  });
  flag('is-automated');
  return { stars: Math.max(0, ...stars), official: flag('is-official') };
}

/** GET /images/search */
export function searchImages(daemon: Daemon, term: string, limit = 0, filters: Filters): ImageSearchResult[] {
  const { stars: least, official } = readFilters(filters);
  if (limit < 0 || limit > MAX) {
    throw new ApiError('invalid_parameter', `limit ${limit} is outside the range of [1, ${MAX}]`);
  }
  try {
    return daemon.registry
      .search(term, limit === 0 ? DEFAULT : limit)
      .filter((found) => found.stars >= least && (official === undefined || found.official === official))
      .map(({ name, description, stars, official: isOfficial }) => ({
        star_count: stars,
        is_official: isOfficial,
        name,
        is_automated: false,
        description,
      }));
  } catch (error) {
    if (error instanceof RegistryError) throw new ApiError(error.kind, error.message);
    throw error;
  }
}
