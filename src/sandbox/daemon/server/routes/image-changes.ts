import { findImage } from '../../image/find.ts';
import { imageHistory } from '../../image/history.ts';
import { checkPlatform, readPlatformJson } from '../../image/platform.ts';
import { pruneImages } from '../../image/prune.ts';
import { json } from '../response.ts';
import type { Routes } from '../router.ts';

/** What is seldom asked of images. */
export const imageChangeRoutes = {
  'POST /images/prune': (daemon, request) => json(pruneImages(daemon, request.filters)),

  'GET /images/{name*}/history': (daemon, request) => {
    const name = request.param('name');
    const image = findImage(daemon, name);
    checkPlatform(name, image, readPlatformJson(request.text('platform')));
    return json(imageHistory(daemon, image));
  },
} satisfies Routes;
