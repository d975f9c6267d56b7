import type { Flags } from '../../opts/flag.ts';
import { parseDnsSearch } from '../../opts/dns-search.ts';
import { parseEnv } from '../../opts/env.ts';
import { parseIPAddress } from '../../opts/ip-address.ts';
import { parseLabel } from '../../opts/label.ts';
import { parseMount } from '../../opts/mount.ts';
import { parseNetwork } from '../../opts/network.ts';
import { parseUlimit } from '../../opts/ulimit.ts';
import { SERVICE_FLAGS } from './flags.ts';
import { fileOption, parsePort, parsePreference, swarmHost } from './spec.ts';

export const CREATE_FLAGS = {
  ...SERVICE_FLAGS,
  config: { type: 'config', usage: 'Specify configurations to expose to the service', each: fileOption('config') },
  constraint: { type: 'list', usage: 'Placement constraints' },
  'container-label': { type: 'list', usage: 'Container labels', each: parseLabel },
  dns: { type: 'list', usage: 'Set custom DNS servers', each: parseIPAddress },
  'dns-option': { type: 'list', usage: 'Set DNS options' },
  'dns-search': { type: 'list', usage: 'Set custom DNS search domains', each: parseDnsSearch },
  env: { type: 'list', short: 'e', usage: 'Set environment variables', each: parseEnv },
  'env-file': { type: 'list', usage: 'Read in a file of environment variables' },
  'generic-resource': { type: 'list', usage: 'User defined resources', simulated: false },
  group: { type: 'list', usage: 'Set one or more supplementary user groups for the container' },
  host: { type: 'list', usage: 'Set one or more custom host-to-IP mappings (host:ip)', each: swarmHost },
  label: { type: 'list', short: 'l', usage: 'Service labels', each: parseLabel },
  mode: {
    type: 'string',
    usage: 'Service mode ("replicated", "global", "replicated-job", "global-job")',
    default: 'replicated',
  },
  mount: { type: 'mount', usage: 'Attach a filesystem mount to the service', each: parseMount },
  name: { type: 'string', usage: 'Service name' },
  network: { type: 'network', usage: 'Network attachments', each: parseNetwork },
  'placement-pref': { type: 'pref', usage: 'Add a placement preference', each: parsePreference },
  publish: { type: 'port', short: 'p', usage: 'Publish a port as a node port', each: parsePort },
  secret: { type: 'secret', usage: 'Specify secrets to expose to the service', each: fileOption('secret') },
  sysctl: { type: 'list', usage: 'Sysctl options' },
  ulimit: { type: 'ulimit', usage: 'Ulimit options', default: '[]', each: parseUlimit },
  'endpoint-mode': { ...SERVICE_FLAGS['endpoint-mode'], default: 'vip' },
  'restart-condition': { ...SERVICE_FLAGS['restart-condition'], default: 'any' },
  'restart-delay': { ...SERVICE_FLAGS['restart-delay'], default: '5s' },
  'rollback-delay': { ...SERVICE_FLAGS['rollback-delay'], default: '0s' },
  'rollback-failure-action': { ...SERVICE_FLAGS['rollback-failure-action'], default: 'pause' },
  'rollback-max-failure-ratio': { ...SERVICE_FLAGS['rollback-max-failure-ratio'], default: '0' },
  'rollback-monitor': { ...SERVICE_FLAGS['rollback-monitor'], default: '5s' },
  'rollback-order': { ...SERVICE_FLAGS['rollback-order'], default: 'stop-first' },
  'rollback-parallelism': { ...SERVICE_FLAGS['rollback-parallelism'], default: '1' },
  'stop-grace-period': { ...SERVICE_FLAGS['stop-grace-period'], default: '10s' },
  'update-delay': { ...SERVICE_FLAGS['update-delay'], default: '0s' },
  'update-failure-action': { ...SERVICE_FLAGS['update-failure-action'], default: 'pause' },
  'update-max-failure-ratio': { ...SERVICE_FLAGS['update-max-failure-ratio'], default: '0' },
  'update-monitor': { ...SERVICE_FLAGS['update-monitor'], default: '5s' },
  'update-order': { ...SERVICE_FLAGS['update-order'], default: 'stop-first' },
  'update-parallelism': { ...SERVICE_FLAGS['update-parallelism'], default: '1' },
} as const satisfies Flags;
