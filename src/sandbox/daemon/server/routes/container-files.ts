import { ApiError } from '../../../api/errors.ts';
import { base64 } from '../../../api/base64.ts';
import { ByteStream } from '../../../kernel/stream.ts';
import { getArchive, putArchive, statArchive } from '../../container/archive.ts';
import { containerChanges } from '../../container/changes.ts';
import { commitContainer } from '../../container/commit.ts';
import { exportContainer } from '../../container/export.ts';
import { findContainer } from '../../container/find.ts';
import type { Daemon } from '../../daemon.ts';
import type { ApiRequest } from '../request.ts';
import { empty, json, stream } from '../response.ts';
import type { Routes } from '../router.ts';

/** A container's files: cp, diff, export, commit. */
const PATH_STAT = 'x-docker-container-path-stat';

/** @throws {ApiError} in the engine's spelling */
function wantedOf(daemon: Daemon, request: ApiRequest) {
  const [reference, path] = [request.param('id'), request.text('path')];
  if (path === '') throw new ApiError('invalid_parameter', 'bad parameter: pathcannot be empty');
  return { record: findContainer(daemon, reference), reference, path };
}

export const containerFileRoutes = {
  'HEAD /containers/{id}/archive': (daemon, request) => {
    const stat = statArchive(daemon, wantedOf(daemon, request));
    return { ...empty(200), headers: { [PATH_STAT]: base64(JSON.stringify(stat)) } };
  },

  'GET /containers/{id}/archive': (daemon, request) => {
    const { stat, archive } = getArchive(daemon, wantedOf(daemon, request));
    return stream(archive, 'application/x-tar', { [PATH_STAT]: base64(JSON.stringify(stat)) });
  },

  'PUT /containers/{id}/archive': async (daemon, request) => {
    await putArchive(daemon, wantedOf(daemon, request), request.http.body ?? ByteStream.of(), {
      noOverwriteDirNonDir: request.flag('noOverwriteDirNonDir'),
      copyUidGid: request.flag('copyUIDGID'),
    });
    return empty(200);
  },

  'GET /containers/{id}/changes': (daemon, request) =>
    json(containerChanges(daemon, findContainer(daemon, request.param('id')))),

  'GET /containers/{id}/export': (daemon, request) =>
    stream(exportContainer(daemon, findContainer(daemon, request.param('id'))), 'application/octet-stream'),

  'POST /commit': (daemon, request) => {
    const record = findContainer(daemon, request.text('container'));
    const Id = commitContainer(daemon, record, {
      repo: request.text('repo'),
      tag: request.text('tag'),
      author: request.text('author'),
      comment: request.text('comment'),
      changes: request.list('changes'),
    });
    return json({ Id }, 201);
  },
} satisfies Routes;
