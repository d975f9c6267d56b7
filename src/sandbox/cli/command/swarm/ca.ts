import { defineCommand } from '../../command.ts';

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
      simulated: false,
    },
    detach: {
      type: 'bool',
      short: 'd',
      usage: 'Exit immediately instead of waiting for the root rotation to converge',
      simulated: false,
    },
    'external-ca': {
      type: 'external-ca',
      usage: 'Specifications of one or more certificate signing endpoints',
      simulated: false,
    },
    quiet: { type: 'bool', short: 'q', usage: 'Suppress progress output', simulated: false },
    rotate: {
      type: 'bool',
      usage: 'Rotate the swarm CA - if no certificate or key are provided, new ones will be generated',
      simulated: false,
    },
  },
  args: { min: 0, max: 0 },
  run: async ({ client, io }) => {
    const { TLSInfo } = await client.swarmInspect();
    await io.out(TLSInfo.TrustRoot);
  },
});
