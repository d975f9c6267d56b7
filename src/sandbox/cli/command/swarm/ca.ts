import { encode } from '../../../kernel/bytes.ts';
import { sha256 } from '../../../kernel/sha256.ts';
import { defineCommand } from '../../command.ts';
import { UsageError } from '../../errors.ts';

/** How often the client looks until all nodes have their certificates: one line each. */
const LOOKS = 16;

/** What makes no sense without `--rotate`. */
const ROTATION = ['ca-cert', 'ca-key', 'cert-expiry', 'external-ca'] as const;

export const swarmCa = defineCommand({
  use: 'docker swarm ca [OPTIONS]',
  short: 'Display and rotate the root CA',
  flags: {
    'ca-cert': {
      type: 'pem-file',
      usage: 'Path to the PEM-formatted root CA certificate to use for the new cluster',
      simulated: false,
    },
    'ca-key': {
      type: 'pem-file',
      usage: 'Path to the PEM-formatted root CA key to use for the new cluster',
      simulated: false,
    },
    'cert-expiry': {
      type: 'duration',
      usage: 'Validity period for node certificates (ns|us|ms|s|m|h)',
      default: '2160h0m0s',
    },
    detach: {
      type: 'bool',
      short: 'd',
      usage: 'Exit immediately instead of waiting for the root rotation to converge',
    },
    'external-ca': {
      type: 'external-ca',
      usage: 'Specifications of one or more certificate signing endpoints',
      simulated: false,
    },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress progress output' },
    rotate: {
      type: 'bool',
      usage: 'Rotate the swarm CA - if no certificate or key are provided, new ones will be generated',
    },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io, flags, changed }) => {
    const { Version, Spec, TLSInfo } = await client.swarmInspect();
    if (!flags.rotate) {
      const alone = ROTATION.find((name) => changed.has(name));
      if (alone !== undefined)
        throw new UsageError(`\`--${alone}\` flag requires the \`--rotate\` flag to update the CA`);
      await io.out(TLSInfo.TrustRoot);
      return;
    }
    const expiry = changed.has('cert-expiry') ? { NodeCertExpiry: flags['cert-expiry'] } : {};
    const CAConfig = { ...Spec.CAConfig, ...expiry, ForceRotate: (Spec.CAConfig.ForceRotate ?? 0) + 1 };
    await client.swarmUpdate(Version.Index, { ...Spec, CAConfig });
    if (flags.detach || flags.quiet) return;
    const { TLSInfo: next } = await client.swarmInspect();
    await io.out('desired root digest: \n  rotated TLS certificates: \n  rotated CA certificates:  \n');
    await io.out(`desired root digest: sha256:${sha256(encode(next.TrustRoot))}\n`.repeat(LOOKS));
    await io.out(next.TrustRoot);
  },
});
