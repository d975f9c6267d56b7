import type { SwarmSpec } from '../../../api/types/swarm.ts';
import type { Client } from '../../../client/client.ts';

/** What another machine types to join. */
export async function joinCommand(client: Client, role: 'worker' | 'manager'): Promise<string> {
  const { JoinTokens } = await client.swarmInspect();
  const { Swarm } = await client.info();
  const address = Swarm.RemoteManagers?.[0]?.Addr ?? '';
  const token = role === 'worker' ? JoinTokens.Worker : JoinTokens.Manager;
  return `To add a ${role} to this swarm, run the following command:\n\n    docker swarm join --token ${token} ${address}\n\n`;
}

export const unlockText = (
  key: string,
): string => `To unlock a swarm manager after it restarts, run the \`docker swarm unlock\`
command and provide the following key:

    ${key}

Remember to store this key in a password manager, since without it you
will not be able to restart the manager.
`;

interface SpecFlags {
  readonly autolock: boolean;
  readonly 'cert-expiry': number;
  readonly 'dispatcher-heartbeat': number;
  readonly 'max-snapshots': number;
  readonly 'snapshot-interval': number;
  readonly 'task-history-limit': number;
}

/** What the flags of `swarm init` and `swarm update` change. */
export function specOf(flags: SpecFlags, changed: ReadonlySet<string>): Partial<SwarmSpec> {
  return {
    ...(changed.has('task-history-limit') && {
      Orchestration: { TaskHistoryRetentionLimit: flags['task-history-limit'] },
    }),
    ...(changed.has('dispatcher-heartbeat') && { Dispatcher: { HeartbeatPeriod: flags['dispatcher-heartbeat'] } }),
    ...(changed.has('cert-expiry') && { CAConfig: { NodeCertExpiry: flags['cert-expiry'] } }),
    ...((changed.has('snapshot-interval') || changed.has('max-snapshots')) && {
      Raft: {
        ...(changed.has('snapshot-interval') && { SnapshotInterval: flags['snapshot-interval'] }),
        ...(changed.has('max-snapshots') && { KeepOldSnapshots: flags['max-snapshots'] }),
      },
    }),
    ...(changed.has('autolock') && { EncryptionConfig: { AutoLockManagers: flags.autolock } }),
  };
}
