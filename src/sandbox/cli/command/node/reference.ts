import type { NodeSpec } from '../../../api/types/node.ts';
import type { Client } from '../../../client/client.ts';
import { DaemonError } from '../../../client/request.ts';

/** `self` stands for the node that is asked. */
export async function nodeReference(client: Client, name: string): Promise<string> {
  if (name !== 'self') return name;
  const { Swarm } = await client.info();
  if (Swarm.NodeID !== '') return Swarm.NodeID;
  // The refusal of a daemon outside of a swarm is the message.
  const [node] = await client.nodeList();
  if (node === undefined) throw new DaemonError(404, 'node self not found');
  return node.ID;
}

/** Changes a node's spec. */
export async function updateNode(client: Client, name: string, change: (spec: NodeSpec) => NodeSpec): Promise<void> {
  const { ID, Version, Spec } = await client.nodeInspect(name);
  await client.nodeUpdate(ID, Version.Index, change(Spec));
}
