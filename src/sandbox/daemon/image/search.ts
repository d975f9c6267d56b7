import { ApiError } from '../../api/errors.ts';
import type { ImageSearchResult } from '../../api/types/image.ts';
import { RegistryError } from '../../registry/registry.ts';
import type { Daemon } from '../daemon.ts';

/** GET /images/search */
export function searchImages(daemon: Daemon, term: string, limit = 25): ImageSearchResult[] {
  try {
    return daemon.registry.search(term, limit).map(({ name, description, stars, official }) => ({
      star_count: stars,
      is_official: official,
      name,
      is_automated: false,
      description,
    }));
  } catch (error) {
    if (error instanceof RegistryError) throw new ApiError(error.kind, error.message);
    throw error;
  }
}
