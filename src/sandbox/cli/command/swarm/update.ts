import { defineCommand } from '../../command.ts';
import type { Command } from '../../command.ts';
import { commandHelp } from '../../help.ts';
import { specOf, unlockText } from './texts.ts';

export const swarmUpdate: Command = defineCommand({
  use: 'docker swarm update [OPTIONS]',
  short: 'Update the swarm',
  flags: {
    autolock: { type: 'bool', usage: 'Change manager autolocking setting (true|false)' },
    'cert-expiry': {
      type: 'duration',
      usage: 'Validity period for node certificates (ns|us|ms|s|m|h)',
      default: '2160h0m0s',
    },
    'dispatcher-heartbeat': { type: 'duration', usage: 'Dispatcher heartbeat period (ns|us|ms|s|m|h)', default: '5s' },
    'external-ca': {
      type: 'external-ca',
      usage: 'Specifications of one or more certificate signing endpoints',
      simulated: false,
    },
    'max-snapshots': { type: 'uint', usage: 'Number of additional Raft snapshots to retain' },
    'snapshot-interval': { type: 'uint', usage: 'Number of log entries between Raft snapshots', default: '10000' },
    'task-history-limit': { type: 'int', usage: 'Task history retention limit', default: '5' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, changed }) => {
    if (changed.size === 0) {
      await io.out(commandHelp(swarmUpdate, 'docker swarm update', 'docker swarm update', io.size(0)?.columns ?? 80));
      return;
    }
    const { Version, Spec } = await client.swarmInspect();
    const wasLocked = Spec.EncryptionConfig.AutoLockManagers;
    const given = specOf(flags, changed);
    await client.swarmUpdate(Version.Index, {
      ...Spec,
      ...given,
      Orchestration: { ...Spec.Orchestration, ...given.Orchestration },
      Raft: { ...Spec.Raft, ...given.Raft },
    });
    await io.out('Swarm updated.\n');
    if (!wasLocked && flags.autolock) await io.out(unlockText((await client.swarmGetUnlockKey()).UnlockKey));
  },
});
