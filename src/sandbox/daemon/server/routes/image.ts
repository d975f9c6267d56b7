import { findImage } from '../../image/find.ts';
import { inspectImage } from '../../image/inspect.ts';
import { listImages } from '../../image/list.ts';
import { checkPlatform, readPlatformJson } from '../../image/platform.ts';
import { pullImage } from '../../image/pull.ts';
import { removeImage } from '../../image/remove.ts';
import { tagImage } from '../../image/tag.ts';
import { registryAuth } from '../registry-auth.ts';
import { empty, json, stream } from '../response.ts';
import type { Routes } from '../router.ts';
import { seldomAsked } from './seldom-asked.ts';

const archives = seldomAsked('POST /images/create', 'GET /images/get', 'GET /images/{name*}/get', 'POST /images/load');

export const imageRoutes: Routes = {
  ...archives,
  ...seldomAsked(
    'POST /auth',
    'GET /images/search',
    'POST /images/{name*}/push',
    'GET /distribution/{name*}/json',
    'GET /drydock/raw-manifests/{name*}',
    'PUT /drydock/raw-manifests/{name*}',
  ),
  ...seldomAsked('POST /images/prune', 'GET /images/{name*}/history'),

  'GET /images/json': (daemon, request) =>
    json(
      listImages(daemon, { all: request.flag('all'), filters: request.filters, shared: request.flag('shared-size') }),
    ),

  'POST /images/create': async (daemon, request) => {
    const importing = archives['POST /images/create'];
    if (request.text('fromSrc') !== '' && importing !== undefined) return importing(daemon, request);
    const [image, tag, platform] = [request.text('fromImage'), request.text('tag'), request.text('platform')];
    return stream(await pullImage(daemon, image, tag, platform, registryAuth(request)));
  },

  'POST /images/{name*}/tag': (daemon, request) => {
    tagImage(daemon, request.param('name'), request.text('repo'), request.text('tag'));
    return empty(201);
  },

  'DELETE /images/{name*}': (daemon, request) => {
    const name = request.param('name');
    for (const platform of request.list('platforms')) {
      checkPlatform(name, findImage(daemon, name), readPlatformJson(platform));
    }
    return json(removeImage(daemon, name, { force: request.flag('force'), prune: !request.flag('noprune') }));
  },

  'GET /images/{name*}/json': (daemon, request) => {
    const name = request.param('name');
    const image = findImage(daemon, name);
    checkPlatform(name, image, readPlatformJson(request.text('platform')));
    return json(inspectImage(daemon, image));
  },
};
