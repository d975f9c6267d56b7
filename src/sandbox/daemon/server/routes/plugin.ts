import { ApiError } from '../../../api/errors.ts';
import type { ApiRequest } from '../request.ts';
import { json } from '../response.ts';
import type { Routes } from '../router.ts';

const FILTERS = ['capability', 'enabled'];

const missing = (request: ApiRequest): never => {
  throw new ApiError('not_found', `plugin "${request.param('name')}" not found`);
};

/** There are no plugins here. */
export const pluginRoutes = {
  'GET /plugins': (_daemon, request) => {
    for (const key of request.filters.keys()) {
      if (!FILTERS.includes(key)) throw new ApiError('invalid_parameter', `invalid filter '${key}'`);
    }
    const enabled = request.filters.get('enabled') ?? [];
    if (enabled.some((value) => !['true', 'false', '1', '0'].includes(value))) {
      throw new ApiError('invalid_parameter', `invalid filter 'enabled=[${enabled.join(' ')}]'`);
    }
    return json([]);
  },
  'GET /plugins/{name*}/json': (_daemon, request) => missing(request),
  'DELETE /plugins/{name*}': (_daemon, request) => missing(request),
  'POST /plugins/{name*}/enable': (_daemon, request) => missing(request),
  'POST /plugins/{name*}/set': (_daemon, request) => missing(request),
  'POST /plugins/{name*}/push': (_daemon, request) => missing(request),
  'POST /plugins/{name*}/disable': (_daemon, request) => missing(request),
} satisfies Routes;
