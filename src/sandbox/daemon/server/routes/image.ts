import { encode, EMPTY } from '../../../kernel/bytes.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { findImage } from '../../image/find.ts';
import { imageHistory } from '../../image/history.ts';
import { importImage } from '../../image/import.ts';
import { inspectImage } from '../../image/inspect.ts';
import { listImages } from '../../image/list.ts';
import { loadImages } from '../../image/load.ts';
import { pruneImages } from '../../image/prune.ts';
import { pullImage } from '../../image/pull.ts';
import { removeImage } from '../../image/remove.ts';
import { saveImages } from '../../image/save.ts';
import { searchImages } from '../../image/search.ts';
import { tagImage } from '../../image/tag.ts';
import { empty, json, stream } from '../response.ts';
import type { ApiRequest } from '../request.ts';
import type { Routes } from '../router.ts';

const bodyOf = async ({ http }: ApiRequest) => (await http.body?.readAll()) ?? EMPTY;

/** JSON values, one a line. */
const lines = (values: readonly unknown[]) =>
  stream(ByteStream.of(...values.map((value) => encode(`${JSON.stringify(value)}\r\n`))));

export const imageRoutes: Routes = {
  'GET /images/json': (daemon, request) =>
    json(
      listImages(daemon, { all: request.flag('all'), filters: request.filters, shared: request.flag('shared-size') }),
    ),

  'POST /images/create': async (daemon, request) => {
    const source = request.text('fromSrc');
    if (source === '') {
      return stream(pullImage(daemon, request.text('fromImage'), request.text('tag'), request.text('platform')));
    }
    const status = importImage(daemon, await bodyOf(request), {
      source,
      repo: request.text('repo'),
      tag: request.text('tag'),
      message: request.text('message'),
      changes: request.list('changes'),
    });
    return lines([{ status }]);
  },

  'GET /images/get': (daemon, request) => stream(saveImages(daemon, request.list('names')), 'application/x-tar'),

  'GET /images/{name*}/get': (daemon, request) =>
    stream(saveImages(daemon, [request.param('name')]), 'application/x-tar'),

  'POST /images/load': async (daemon, request) => lines(loadImages(daemon, await bodyOf(request))),

  'GET /images/search': (daemon, request) => json(searchImages(daemon, request.text('term'), request.number('limit'))),

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
