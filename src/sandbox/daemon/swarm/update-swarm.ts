import type { SwarmSpec } from '../../api/types/swarm.ts';
import { checkExpiry, completeSpec, newToken, newUnlockKey } from './init.ts';
import { poke, type Swarm, touch } from './swarm.ts';

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
  cluster.spec = next;
  const root = cluster.tokens.Worker.split('-')[2] ?? '';
  cluster.tokens = {
    Worker: rotate.worker ? newToken(swarm.daemon, root) : cluster.tokens.Worker,
    Manager: rotate.manager ? newToken(swarm.daemon, root) : cluster.tokens.Manager,
  };
  const locks = cluster.spec.EncryptionConfig.AutoLockManagers;
  if (!locks) cluster.unlockKey = '';
  else if (!locked || rotate.unlockKey) cluster.unlockKey = newUnlockKey(swarm.daemon);
  touch(swarm, cluster);
  poke(swarm);
}
