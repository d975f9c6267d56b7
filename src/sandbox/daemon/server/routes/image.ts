import { ApiError } from '../../../api/errors.ts';
import { findImage } from '../../image/find.ts';
import { imageHistory } from '../../image/history.ts';
import { inspectImage } from '../../image/inspect.ts';
import { listImages } from '../../image/list.ts';
import { pruneImages } from '../../image/prune.ts';
import { pullImage } from '../../image/pull.ts';
import { removeImage } from '../../image/remove.ts';
import { tagImage } from '../../image/tag.ts';
import { empty, json, stream } from '../response.ts';
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

  'POST /images/prune': (daemon, request) => json(pruneImages(daemon, request.filters)),

  'GET /images/{name*}/history': (daemon, request) =>
    json(imageHistory(daemon, findImage(daemon, request.param('name')))),

  'POST /images/{name*}/tag': (daemon, request) => {
    tagImage(daemon, request.param('name'), request.text('repo'), request.text('tag'));
    return empty(201);
  },

  'DELETE /images/{name*}': (daemon, request) =>
    json(removeImage(daemon, request.param('name'), { force: request.flag('force'), prune: !request.flag('noprune') })),

  'GET /images/{name*}/json': (daemon, request) => json(inspectImage(daemon, findImage(daemon, request.param('name')))),
};
