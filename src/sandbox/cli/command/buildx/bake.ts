import { defineCommand } from '../../command.ts';
import { NotSimulatedError } from '../../errors.ts';

export const buildxBake = defineCommand({
  use: 'docker buildx bake [OPTIONS] [TARGET...]',
  also: ['docker bake', 'docker builder bake'],
  aliases: ['docker buildx bake', 'docker buildx f'],
  plugin: true,
  short: 'Build from a file',
  flags: {
    allow: { type: 'stringArray', usage: 'Allow build to access specified resources' },
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    call: {
      type: 'string',
      usage: 'Set method for evaluating build ("check", "outline", "targets")',
      default: 'build',
    },
    check: { type: 'bool', usage: 'Shorthand for "--call=check"' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    file: { type: 'stringArray', short: 'f', usage: 'Build definition file' },
    list: { type: 'string', usage: 'List targets or variables' },
    load: { type: 'bool', usage: 'Shorthand for "--set=*.output=type=docker". Conditional.' },
    'metadata-file': { type: 'string', usage: 'Write build result metadata to a file' },
    'no-cache': { type: 'bool', usage: 'Do not use cache when building the image' },
    print: { type: 'bool', usage: 'Print the options without building' },
    progress: {
      type: 'string',
      usage:
        'Set type of progress output ("auto", "none",  "plain", "quiet", "rawjson", "tty"). Use plain to show container output',
      default: 'auto',
    },
    provenance: { type: 'string', usage: 'Shorthand for "--set=*.attest=type=provenance"' },
    pull: { type: 'bool', usage: 'Always attempt to pull all referenced images' },
    push: { type: 'bool', usage: 'Shorthand for "--set=*.output=type=registry". Conditional.' },
    sbom: { type: 'string', usage: 'Shorthand for "--set=*.attest=type=sbom"' },
    set: { type: 'stringArray', usage: 'Override target value (e.g., "targetpattern.key=value")' },
  },
  args: { min: 0 },
  run: async () => {
    // Reading Compose files is the work of another room: the host puts it in place of this.
    throw new NotSimulatedError('docker buildx bake without Compose');
  },
});
