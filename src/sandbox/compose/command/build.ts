import type { Flags } from '../../cli/opts/flag.ts';
import { bakeDefinition } from '../print-bake.ts';
import { buildServices } from '../build.ts';
import { defineCompose } from '../command.ts';
import { ComposeError } from '../model/error.ts';
import { keyValue } from '../model/tree.ts';
import { withProgress } from '../runtime.ts';
import { loadProject, selectServices } from '../project.ts';

const FLAGS = {
  'build-arg': { type: 'stringArray', usage: 'Set build-time variables for services' },
  builder: { type: 'string', usage: 'Set builder to use' },
  check: { type: 'bool', usage: 'Check build configuration' },
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  memory: { type: 'bytes', short: 'm', usage: 'Set memory limit for the build container. Not supported by BuildKit.' },
  'no-cache': { type: 'bool', usage: 'Do not use cache when building the image' },
  print: { type: 'bool', usage: 'Print equivalent bake file' },
  provenance: { type: 'string', usage: 'Add a provenance attestation' },
  pull: { type: 'bool', usage: 'Always attempt to pull a newer version of the image' },
  push: { type: 'bool', usage: 'Push service images' },
  quiet: { type: 'bool', short: 'q', usage: 'Suppress the build output' },
  sbom: { type: 'string', usage: 'Add a SBOM attestation' },
  ssh: {
    type: 'string',
    usage:
      "Set SSH authentications used when building service images. (use 'default' for using your default SSH Agent)",
  },
  'with-dependencies': { type: 'bool', usage: 'Also build dependencies (transitively)' },
} as const satisfies Flags;

export const build = defineCompose({
  name: 'build',
  use: 'docker compose build [OPTIONS] [SERVICE...]',
  short: 'Build or rebuild services',
  args: { kind: 'any' },
  flags: FLAGS,
  run: async (invocation) => {
    const { io, root, args, flags } = invocation;
    const loaded = await loadProject(io, root, { services: args });
    const unknown = args.find((name) => !(name in loaded.services));
    if (unknown !== undefined) throw new ComposeError(`no such service: ${unknown}`);
    const project = selectServices(loaded, args, flags['with-dependencies'] || args.length === 0);
    const given = flags['build-arg'].map((text) => {
      const [key, value] = keyValue(text);
      return [key, value ?? project.environment.get(key) ?? ''] as const;
    });
    const services = Object.values(project.services).filter((service) => service.build !== undefined);
    if (services.length === 0) return;
    if (flags.print) {
      const options = { args: Object.fromEntries(given), noCache: flags['no-cache'], pull: flags.pull };
      await io.out(`${bakeDefinition(project, services, options)}\n`);
      return;
    }
    await withProgress(invocation, 'Building', (progress) =>
      buildServices(invocation, project, services, progress, {
        quiet: flags.quiet,
        told: !flags.quiet,
        args: Object.fromEntries(given),
        noCache: flags['no-cache'],
        pull: flags.pull,
      }),
    );
  },
});
