import type { ByteStream } from '../../../kernel/stream.ts';
import { findImage } from '../../image/find.ts';
import { checkPlatform, readPlatformJson } from '../../image/platform.ts';
import type { Daemon } from '../../daemon.ts';
import type { ApiRequest } from '../request.ts';
import { AUTH, NEW_INDEX } from '../../../api/bodies.ts';
import type { RegistryAuth } from '../../../api/types/registry.ts';
import { authenticate } from '../../image/auth.ts';
import { describeDistribution } from '../../image/distribution.ts';
import type { NewIndex } from '../../image/raw-manifest.ts';
import { pushImage } from '../../image/push.ts';
import { searchImages } from '../../image/search.ts';
import { registryAuth } from '../registry-auth.ts';
import { json, stream } from '../response.ts';
import type { Routes } from '../router.ts';

function pushOne(daemon: Daemon, request: ApiRequest): ByteStream {
  const [name, tag] = [request.param('name'), request.text('tag')];
  const platform = readPlatformJson(request.text('platform'));
  const reference = tag === '' ? name : `${name}:${tag}`;
  if (platform !== undefined) checkPlatform(reference, findImage(daemon, reference), platform);
  return pushImage(daemon, name, tag, registryAuth(request));
}

/** What the engine asks of registries, but for pull. */
export const registryRoutes = {
  'POST /auth': async (daemon, request) => json(await authenticate(daemon, await request.json<RegistryAuth>(AUTH, ''))),

  'GET /images/search': (daemon, request) =>
    json(searchImages(daemon, request.text('term'), request.number('limit'), request.filters)),

  'POST /images/{name*}/push': (daemon, request) => stream(pushOne(daemon, request)),

  'GET /distribution/{name*}/json': async (daemon, request) =>
    json(await describeDistribution(daemon, request.param('name'), registryAuth(request))),

  // Not Docker's: the real client asks the registry itself.
  'GET /drydock/raw-manifests/{name*}': async (daemon, request) => {
    const { rawManifest } = await daemon.kernel.clock.outside(import('../../image/raw-manifest.ts'));
    const words = request.text('words') === 'docker' ? 'docker' : 'buildx';
    return json(await rawManifest(daemon, request.param('name'), registryAuth(request), words));
  },

  'PUT /drydock/raw-manifests/{name*}': async (daemon, request) => {
    const { putRawManifest } = await daemon.kernel.clock.outside(import('../../image/raw-manifest.ts'));
    const index = await request.json<NewIndex>(NEW_INDEX, '');
    return json(await putRawManifest(daemon, request.param('name'), index, registryAuth(request)));
  },
} satisfies Routes;
