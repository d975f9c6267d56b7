import { familiarName, parseReference, withDefaultTag } from '../../api/reference.ts';
import type { BuildEvent } from '../../api/types/build.ts';
import type { ProgressMessage } from '../../api/types/image.ts';
import type { Client } from '../../client/client.ts';
import { jsonLines } from '../../client/json-lines.ts';
import { authHeader } from '../command/registry/server.ts';
import { readConfig } from '../config-file.ts';
import type { Io } from '../io.ts';

/** The events of a build, and behind its image those of sending it to the registries of its names. @see buildx driver/docker push */
export async function* withPush(
  io: Io,
  client: Client,
  events: AsyncIterable<BuildEvent>,
  { pushes, metadataFile }: { readonly pushes: readonly string[]; readonly metadataFile: string },
): AsyncGenerator<BuildEvent> {
  let vertex = 0;
  let at = 0;
  let isBuilt = false;
  for await (const event of events) {
    if ('vertex' in event) vertex = Math.max(vertex, event.vertex);
    if ('at' in event) ({ at } = event);
    isBuilt ||= event.type === 'image';
    yield event;
  }
  if (!isBuilt) return;
  const begin = io.now() - at;
  for (const name of pushes) {
    const failed = yield* pushOne(io, client, name, ++vertex, begin);
    if (failed) return;
  }
  if (metadataFile === '') return;
  yield { type: 'start', vertex: ++vertex, name: 'resolving provenance for metadata file', at: io.now() - begin };
  yield { type: 'end', vertex, at: io.now() - begin };
}

async function* pushOne(
  io: Io,
  client: Client,
  name: string,
  vertex: number,
  begin: number,
): AsyncGenerator<BuildEvent, boolean> {
  const now = () => io.now() - begin;
  yield { type: 'start', vertex, name: `pushing ${name} with docker`, at: now() };
  const reference = withDefaultTag(parseReference(name));
  const auth = authHeader(readConfig(io), reference);
  const stream = await client.imagePush(familiarName(reference), { tag: reference.tag ?? 'latest', auth });
  const seen = new Set<string>();
  for await (const { id, errorDetail } of jsonLines<ProgressMessage>(stream)) {
    if (errorDetail !== undefined) {
      yield { type: 'end', vertex, at: now(), error: errorDetail.message };
      yield { type: 'failed', failure: { message: errorDetail.message, isBuilt: true } };
      return true;
    }
    if (id === undefined || !/^[0-9a-f]{12}$/.test(id) || seen.has(id)) continue;
    seen.add(id);
    yield { type: 'status', vertex, id: `pushing layer ${id}`, at: now(), done: true };
  }
  yield { type: 'end', vertex, at: now() };
  return false;
}
