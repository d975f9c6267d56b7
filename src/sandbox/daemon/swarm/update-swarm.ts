import type { SwarmSpec } from '../../api/types/swarm.ts';
import { checkExpiry, completeSpec, newAuthority, newToken, newUnlockKey } from './init.ts';
import { poke, randomDigits, type Swarm, touch } from './swarm.ts';

export interface Rotation {
  readonly worker: boolean;
  readonly manager: boolean;
  readonly unlockKey: boolean;
}

/** POST /swarm/update */
export function updateSwarm(swarm: Swarm, spec: Partial<SwarmSpec>, rotate: Rotation): void {
  const { cluster } = swarm.state;
  const next = completeSpec(cluster.spec, spec);
  checkExpiry(next);
  const locked = cluster.spec.EncryptionConfig.AutoLockManagers;
  const renews = (next.CAConfig.ForceRotate ?? 0) !== (cluster.spec.CAConfig.ForceRotate ?? 0);
  if (renews) Object.assign(cluster, newAuthority(swarm.daemon));
  const old = cluster.tokens.Worker.split('-')[2] ?? '';
  const root = renews ? randomDigits(swarm.daemon, 50) : old;
  cluster.spec = next;
  cluster.tokens = {
    Worker: rotate.worker ? newToken(swarm.daemon, root) : cluster.tokens.Worker.replace(old, root),
    Manager: rotate.manager ? newToken(swarm.daemon, root) : cluster.tokens.Manager.replace(old, root),
  };
  const locks = cluster.spec.EncryptionConfig.AutoLockManagers;
  if (!locks) cluster.unlockKey = '';
  else if (!locked || rotate.unlockKey) cluster.unlockKey = newUnlockKey(swarm.daemon);
  touch(swarm, cluster);
  poke(swarm);
}
