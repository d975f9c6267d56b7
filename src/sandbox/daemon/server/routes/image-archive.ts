import { EMPTY } from '../../../kernel/bytes.ts';
import { importImage } from '../../image/import.ts';
import { loadImages } from '../../image/load.ts';
import { readPlatform, readPlatformJson } from '../../image/platform.ts';
import { unpacked } from '../../image/unpacked.ts';
import { saveImages } from '../../image/save.ts';
import type { ApiRequest } from '../request.ts';
import { lines, stream } from '../response.ts';
import type { Routes } from '../router.ts';

const bodyOf = async ({ http }: ApiRequest) => (await http.body?.readAll()) ?? EMPTY;

/** Images as archives. */
export const imageArchiveRoutes = {
  'POST /images/create': async (daemon, request) => {
    const status = importImage(daemon, await unpacked(daemon, await bodyOf(request)), {
      source: request.text('fromSrc'),
      repo: request.text('repo'),
      tag: request.text('tag'),
      message: request.text('message'),
      changes: request.list('changes'),
      platform: readPlatform(request.text('platform')),
    });
    return lines([{ status }]);
  },

  'GET /images/get': (daemon, request) =>
    stream(saveImages(daemon, request.list('names'), readPlatformJson(request.text('platform'))), 'application/x-tar'),

  'GET /images/{name*}/get': (daemon, request) =>
    stream(
      saveImages(daemon, [request.param('name')], readPlatformJson(request.text('platform'))),
      'application/x-tar',
    ),

  'POST /images/load': async (daemon, request) =>
    lines(await loadImages(daemon, await bodyOf(request), readPlatformJson(request.text('platform')))),
} satisfies Routes;
