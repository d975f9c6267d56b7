import { defineCommand } from '../../command.ts';
import { errorText } from '../../error-text.ts';
import { StatusError, UsageError } from '../../errors.ts';
import { unlockText } from './texts.ts';

export const swarmUnlockKey = defineCommand({
  use: 'docker swarm unlock-key [OPTIONS]',
  short: 'Manage the unlock key',
  flags: {
    quiet: { type: 'bool', short: 'q', usage: 'Only display token' },
    rotate: { type: 'bool', usage: 'Rotate unlock key' },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags }) => {
    if (flags.rotate) {
      const { Version, Spec } = await client.swarmInspect();
      if (!Spec.EncryptionConfig.AutoLockManagers) {
        throw new UsageError('cannot rotate because autolock is not turned on');
      }
      await client.swarmUpdate(Version.Index, Spec, { rotateManagerUnlockKey: true });
      if (!flags.quiet) await io.out('Successfully rotated manager unlock key.\n');
    }
    let key: string;
    try {
      key = (await client.swarmGetUnlockKey()).UnlockKey;
    } catch (error) {
      throw new StatusError(1, `could not fetch unlock key: ${errorText(error)}`);
    }
    if (key === '') throw new UsageError('no unlock key is set');
    await io.out(flags.quiet ? `${key}\n` : unlockText(key));
  },
});
