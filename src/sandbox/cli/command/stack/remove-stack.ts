import type { Client } from '../../../client/client.ts';
import { errorText } from '../../error-text.ts';
import type { Io } from '../../io.ts';
import { naturally } from '../../formatter/natural-order.ts';
import { NAMESPACE } from './namespace.ts';

interface Owned {
  readonly kind: 'service' | 'secret' | 'config' | 'network';
  readonly name: string;
  readonly remove: () => Promise<void>;
}

/** Removes what is a stack's: services first, networks last. @returns what went wrong */
export async function removeStack(client: Client, io: Io, name: string): Promise<string[]> {
  const filters = new Map([['label', [`${NAMESPACE}=${name}`]]]);
  const services = (await client.serviceList(filters)).sort((a, b) => naturally(a.Spec.Name, b.Spec.Name));
  const secrets = await client.secretList(filters);
  const configs = await client.configList(filters);
  const networks = await client.networkList(filters);
  const owned: Owned[] = [
    ...services.map(({ ID, Spec }): Owned => ({
      kind: 'service',
      name: Spec.Name,
      remove: () => client.serviceRemove(ID),
    })),
    ...secrets.map(({ ID, Spec }): Owned => ({
      kind: 'secret',
      name: Spec.Name,
      remove: () => client.secretRemove(ID),
    })),
    ...configs.map(({ ID, Spec }): Owned => ({
      kind: 'config',
      name: Spec.Name,
      remove: () => client.configRemove(ID),
    })),
    ...networks.map(({ Id, Name }): Owned => ({ kind: 'network', name: Name, remove: () => client.networkRemove(Id) })),
  ];
  if (owned.length === 0) {
    await io.err(`Nothing found in stack: ${name}\n`);
    return [];
  }
  let failed = false;
  for (const one of owned) {
    await io.out(`Removing ${one.kind} ${one.name}\n`);
    try {
      await one.remove();
    } catch (error) {
      await io.err(`Failed to remove ${one.kind} ${one.name}: ${errorText(error)}\n`);
      failed = true;
    }
  }
  return failed ? [`failed to remove some resources from stack: ${name}`] : [];
}
