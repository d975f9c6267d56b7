import { ApiError } from '../../../api/errors.ts';
import { findImage } from '../../image/find.ts';
import { inspectImage } from '../../image/inspect.ts';
import { listImages } from '../../image/list.ts';
import { pullImage } from '../../image/pull.ts';
import { json, stream } from '../response.ts';
import type { Routes } from '../router.ts';

export const imageRoutes: Routes = {
  'GET /images/json': (daemon, request) =>
    json(
      listImages(daemon, { all: request.flag('all'), filters: request.filters, shared: request.flag('shared-size') }),
    ),

  'POST /images/create': (daemon, request) => {
    if (request.text('fromSrc') !== '') {
      throw new ApiError('not_implemented', 'drydock: not simulated: docker import');
    }
    return stream(pullImage(daemon, request.text('fromImage'), request.text('tag'), request.text('platform')));
  },

  'GET /images/{name*}/json': (daemon, request) => json(inspectImage(daemon, findImage(daemon, request.param('name')))),
};
