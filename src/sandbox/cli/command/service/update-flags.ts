import type { Flags } from '../../opts/flag.ts';
import { parseDnsSearch } from '../../opts/dns-search.ts';
import { parseEnv } from '../../opts/env.ts';
import { parseIPAddress } from '../../opts/ip-address.ts';
import { parseLabel } from '../../opts/label.ts';
import { parseMount } from '../../opts/mount.ts';
import { parseNetwork } from '../../opts/network.ts';
import { parseUlimit } from '../../opts/ulimit.ts';
import { SERVICE_FLAGS } from './flags.ts';
import { fileOption, parsePort, portText, parsePreference, swarmHost } from './spec.ts';

export const UPDATE_FLAGS = {
  ...SERVICE_FLAGS,
  args: { type: 'command', usage: 'Service command args' },
  'config-add': { type: 'config', usage: 'Add or update a config file on a service', each: fileOption('config') },
  'config-rm': { type: 'list', usage: 'Remove a configuration file' },
  'constraint-add': { type: 'list', usage: 'Add or update a placement constraint' },
  'constraint-rm': { type: 'list', usage: 'Remove a constraint' },
  'container-label-add': { type: 'list', usage: 'Add or update a container label', each: parseLabel },
  'container-label-rm': { type: 'list', usage: 'Remove a container label by its key' },
  'dns-add': { type: 'list', usage: 'Add or update a custom DNS server', each: parseIPAddress },
  'dns-option-add': { type: 'list', usage: 'Add or update a DNS option' },
  'dns-option-rm': { type: 'list', usage: 'Remove a DNS option' },
  'dns-rm': { type: 'list', usage: 'Remove a custom DNS server' },
  'dns-search-add': { type: 'list', usage: 'Add or update a custom DNS search domain', each: parseDnsSearch },
  'dns-search-rm': { type: 'list', usage: 'Remove a DNS search domain' },
  'env-add': { type: 'list', usage: 'Add or update an environment variable', each: parseEnv },
  'env-rm': { type: 'list', usage: 'Remove an environment variable' },
  force: { type: 'bool', usage: 'Force update even if no changes require it' },
  'generic-resource-add': { type: 'list', usage: 'Add a Generic resource', simulated: false },
  'generic-resource-rm': { type: 'list', usage: 'Remove a Generic resource', simulated: false },
  'group-add': { type: 'list', usage: 'Add an additional supplementary user group to the container' },
  'group-rm': { type: 'list', usage: 'Remove a previously added supplementary user group from the container' },
  'host-add': { type: 'list', usage: 'Add a custom host-to-IP mapping ("host:ip")', each: swarmHost },
  'host-rm': { type: 'list', usage: 'Remove a custom host-to-IP mapping ("host:ip")', each: swarmHost },
  image: { type: 'string', usage: 'Service image tag' },
  'label-add': { type: 'list', usage: 'Add or update a service label', each: parseLabel },
  'label-rm': { type: 'list', usage: 'Remove a label by its key' },
  'mount-add': { type: 'mount', usage: 'Add or update a mount on a service', each: parseMount },
  'mount-rm': { type: 'list', usage: 'Remove a mount by its target path' },
  'network-add': { type: 'network', usage: 'Add a network', each: parseNetwork },
  'network-rm': { type: 'list', usage: 'Remove a network' },
  'placement-pref-add': { type: 'pref', usage: 'Add a placement preference', each: parsePreference },
  'placement-pref-rm': { type: 'pref', usage: 'Remove a placement preference', each: parsePreference },
  'publish-add': { type: 'port', usage: 'Add or update a published port', each: parsePort },
  'publish-rm': { type: 'port', usage: 'Remove a published port by its target port', each: portText },
  rollback: { type: 'bool', usage: 'Rollback to previous specification' },
  'secret-add': { type: 'secret', usage: 'Add or update a secret on a service', each: fileOption('secret') },
  'secret-rm': { type: 'list', usage: 'Remove a secret' },
  'sysctl-add': { type: 'list', usage: 'Add or update a Sysctl option' },
  'sysctl-rm': { type: 'list', usage: 'Remove a Sysctl option' },
  'ulimit-add': { type: 'ulimit', usage: 'Add or update a ulimit option', default: '[]', each: parseUlimit },
  'ulimit-rm': { type: 'list', usage: 'Remove a ulimit option' },
} as const satisfies Flags;
