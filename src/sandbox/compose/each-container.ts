import type { Client } from '../client/client.ts';
import type { ComposeInvocation } from './command.ts';
import { allOrFirst } from './plan.ts';
import { projectOrName } from './project.ts';
import { containerEvent, withProgress } from './runtime.ts';
import { containersOf, ofServices } from './services.ts';

/** Does something to each container of the named services, or of all. @param status what is told of it: `Paused` */
export async function eachContainer(
  invocation: ComposeInvocation,
  status: string,
  act: (client: Client, id: string) => Promise<unknown>,
): Promise<void> {
  const { client, io, root, args } = invocation;
  const { name, project } = await projectOrName(io, root, { services: args });
  const containers = ofServices(project, await containersOf(client, name, args, false));
  await withProgress(invocation, 'Running', (progress) =>
    allOrFirst(
      containers.map(async (one) => {
        await act(client, one.id);
        await progress.event({ id: containerEvent(one.name), status, state: 'done' });
      }),
    ),
  );
}
