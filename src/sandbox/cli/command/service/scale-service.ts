import type { Client } from '../../../client/client.ts';
import { UsageError } from '../../errors.ts';

/** Gives a service so many replicas. @throws {UsageError} `invalid replicas value x: …`, `scale can only be used with replicated or replicated-job mode` */
export async function scaleService(client: Client, name: string, text: string): Promise<void> {
  if (!/^\d+$/.test(text)) {
    throw new UsageError(`invalid replicas value ${text}: strconv.ParseUint: parsing "${text}": invalid syntax`);
  }
  const { ID, Version, Spec } = await client.serviceInspect(name);
  const count = Number(text);
  if (Spec.Mode.Replicated !== undefined) {
    await client.serviceUpdate(ID, Version.Index, { ...Spec, Mode: { Replicated: { Replicas: count } } });
  } else if (Spec.Mode.ReplicatedJob !== undefined) {
    const job = { ...Spec.Mode.ReplicatedJob, TotalCompletions: count };
    await client.serviceUpdate(ID, Version.Index, { ...Spec, Mode: { ReplicatedJob: job } });
  } else throw new UsageError('scale can only be used with replicated or replicated-job mode');
}
