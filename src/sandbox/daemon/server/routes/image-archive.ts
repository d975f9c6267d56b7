import { ApiError } from '../../../api/errors.ts';
import { EMPTY } from '../../../kernel/bytes.ts';
import type { ImagePlatform } from '../../../registry/registry.ts';
import { importImage } from '../../image/import.ts';
import { loadImages } from '../../image/load.ts';
import { unpacked } from '../../image/unpacked.ts';
import { saveImages } from '../../image/save.ts';
import type { ApiRequest } from '../request.ts';
import { lines, stream } from '../response.ts';
import type { Routes } from '../router.ts';

const bodyOf = async ({ http }: ApiRequest) => (await http.body?.readAll()) ?? EMPTY;

/** `?platform={"os":"linux","architecture":"arm64"}` */
function platformOf(request: ApiRequest): ImagePlatform | undefined {
  const text = request.text('platform');
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as ImagePlatform;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ApiError('invalid_parameter', `failed to parse platform: ${error.message}`);
  }
}

/** Images as archives. */
export const imageArchiveRoutes = {
  'POST /images/create': async (daemon, request) => {
    const status = importImage(daemon, await unpacked(daemon, await bodyOf(request)), {
      source: request.text('fromSrc'),
      repo: request.text('repo'),
      tag: request.text('tag'),
      message: request.text('message'),
      changes: request.list('changes'),
    });
    return lines([{ status }]);
  },

  'GET /images/get': (daemon, request) =>
    stream(saveImages(daemon, request.list('names'), platformOf(request)), 'application/x-tar'),

  'GET /images/{name*}/get': (daemon, request) =>
    stream(saveImages(daemon, [request.param('name')], platformOf(request)), 'application/x-tar'),

  'POST /images/load': async (daemon, request) =>
    lines(await loadImages(daemon, await bodyOf(request), platformOf(request))),
} satisfies Routes;
