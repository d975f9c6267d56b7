import { defineCommand } from '../../command.ts';
import { parseLabel, toRecord } from '../../opts/label.ts';
import type { NodeAvailability, NodeRole } from '../../../api/types/node.ts';
import { UsageError } from '../../errors.ts';
import { updateNode } from './reference.ts';

export const nodeUpdate = defineCommand({
  use: 'docker node update [OPTIONS] NODE',
  short: 'Update a node',
  flags: {
    availability: { type: 'string', usage: 'Availability of the node ("active", "pause", "drain")' },
    'label-add': { type: 'list', usage: 'Add or update a node label ("key=value")', each: parseLabel },
    'label-rm': { type: 'list', usage: 'Remove a node label if exists' },
    role: { type: 'string', usage: 'Role of the node ("worker", "manager")' },
  },
  args: { min: 1, max: 1 },
  run: async ({ client, io, args, flags }) => {
    const [name = ''] = args;
    await updateNode(client, name, (spec) => {
      const labels = { ...spec.Labels, ...toRecord(flags['label-add']) };
      for (const key of flags['label-rm']) {
        if (!(key in labels)) throw new UsageError(`key ${key} doesn't exist in node's labels`);
        delete labels[key];
      }
      return {
        ...spec,
        Labels: labels,
        ...(flags.role !== '' && { Role: flags.role as NodeRole }),
        ...(flags.availability !== '' && { Availability: flags.availability as NodeAvailability }),
      };
    });
    await io.out(`${name}\n`);
  },
});
