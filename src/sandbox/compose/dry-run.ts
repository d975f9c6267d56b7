import type { ContainerCreateBody, ContainerCreateResponse, ContainerSummary } from '../api/types/container.ts';
import type { Client } from '../client/client.ts';
import { ByteStream } from '../kernel/stream.ts';

/** What changes the engine; in a dry run it does nothing. */
const CHANGES = [
  'containerKill',
  'containerPause',
  'containerRemove',
  'containerRename',
  'containerRestart',
  'containerStart',
  'containerStop',
  'containerUnpause',
  'containerUpdate',
  'copyToContainer',
  'imageRemove',
  'imageTag',
  'imagesPrune',
  'networkConnect',
  'networkCreate',
  'networkDisconnect',
  'networkRemove',
  'volumeCreate',
  'volumeRemove',
] as const satisfies readonly (keyof Client)[];

/**
 * A client that asks the engine and changes nothing. Containers that would be created are listed beside those that are.
 * @see docker/compose pkg/dryrun/dryrunclient.go
 */
export function dryRunClient(client: Client): Client {
  const created: ContainerSummary[] = [];
  const nothing = async () => undefined;
  const own: Partial<Record<keyof Client, unknown>> = {
    ...Object.fromEntries(CHANGES.map((name) => [name, nothing])),
    containerCreate: async (body: ContainerCreateBody, { name = '' }): Promise<ContainerCreateResponse> => {
      const Id = `dryRun${created.length + 1}`.padEnd(64, '0');
      created.push(summaryOf(Id, name, body));
      return { Id, Warnings: [] };
    },
    containerList: async (...options: Parameters<Client['containerList']>) => [
      ...(await client.containerList(...options)),
      ...created,
    ],
    imagePull: async () => ByteStream.of(),
  };
  return new Proxy(client, {
    get(target, key, receiver) {
      if (Object.hasOwn(own, key)) return own[key as keyof Client];
      const value: unknown = Reflect.get(target, key, receiver);
      return value;
    },
  });
}

const summaryOf = (Id: string, name: string, body: ContainerCreateBody): ContainerSummary =>
  ({
    Id,
    Names: [`/${name}`],
    Image: body.Image,
    ImageID: '',
    Command: '',
    Created: 0,
    Ports: [],
    Labels: body.Labels ?? {},
    State: 'created',
    Status: 'Created',
    Mounts: [],
  }) as unknown as ContainerSummary;
