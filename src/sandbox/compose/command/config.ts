import { encode } from '../../kernel/bytes.ts';
import { parseReference, withDefaultTag } from '../../api/reference.ts';
import { errorText } from '../../cli/error-text.ts';
import { DaemonError } from '../../client/request.ts';
import { alignColumns } from '../../cli/formatter/table-writer.ts';
import type { Flags } from '../../cli/opts/flag.ts';
import type { ComposeInvocation } from '../command.ts';
import { defineCompose } from '../command.ts';
import { imageOf } from '../images.ts';
import { absolutePath } from '../model/files.ts';
import { ORDER, orderedModel, toYaml } from '../model/dump.ts';
import { ComposeError } from '../model/error.ts';
import { scalarText } from '../model/tree.ts';
import { rawModel } from '../model/raw.ts';
import { serviceHash } from '../model/hash.ts';
import { variables } from '../model/interpolate.ts';
import type { Project } from '../project.ts';
import { inOrderOfNeed } from '../plan.ts';
import { loadProject, selectServices } from '../project.ts';

const FLAGS = {
  'dry-run': { type: 'bool', usage: 'Execute command in dry run mode' },
  environment: { type: 'bool', usage: 'Print environment used for interpolation.' },
  format: { type: 'string', usage: 'Format the output. Values: [yaml | json]' },
  hash: { type: 'string', usage: 'Print the service config hash, one per line.' },
  images: { type: 'bool', usage: 'Print the image names, one per line.' },
  'lock-image-digests': { type: 'bool', usage: 'Produces an override file with image digests' },
  models: { type: 'bool', usage: 'Print the model names, one per line.' },
  networks: { type: 'bool', usage: 'Print the network names, one per line.' },
  'no-consistency': {
    type: 'bool',
    usage: "Don't check model consistency - warning: may produce invalid Compose output",
  },
  'no-env-resolution': { type: 'bool', usage: "Don't resolve service env files" },
  'no-interpolate': { type: 'bool', usage: "Don't interpolate environment variables" },
  'no-normalize': { type: 'bool', usage: "Don't normalize compose model" },
  'no-path-resolution': { type: 'bool', usage: "Don't resolve file paths" },
  output: { type: 'string', short: 'o', usage: 'Save to file (default to stdout)' },
  profiles: { type: 'bool', usage: 'Print the profile names, one per line.' },
  quiet: { type: 'bool', short: 'q', usage: "Only validate the configuration, don't print anything" },
  'resolve-image-digests': { type: 'bool', usage: 'Pin image tags to digests' },
  services: { type: 'bool', usage: 'Print the service names, one per line.' },
  variables: { type: 'bool', usage: 'Print model variables and default values.' },
  volumes: { type: 'bool', usage: 'Print the volume names, one per line.' },
} as const satisfies Flags;

export const config = defineCompose({
  name: 'config',
  use: 'docker compose config [OPTIONS] [SERVICE...]',
  short: 'Parse, resolve and render compose file in canonical format',
  args: { kind: 'any' },
  flags: FLAGS,
  run,
});

type Invocation = ComposeInvocation<typeof FLAGS>;

async function run(invocation: Invocation): Promise<void> {
  const { io, root, args, flags } = invocation;
  if (flags.variables) return printVariables(invocation);
  const loaded = await loadProject(io, root, {
    services: flags.services ? [] : args,
    interpolate: !flags['no-interpolate'],
    normalize: !flags['no-normalize'],
    resolvePaths: !flags['no-path-resolution'],
    check: !flags['no-consistency'],
    allResources: flags['no-interpolate'],
  });
  const project = selectServices(loaded, flags.services ? [] : args);
  const lines = (names: readonly string[]) => io.out(names.map((name) => `${name}\n`).join(''));
  const sorted = (map: object) => Object.keys(map).sort();
  if (flags.services) return lines(inOrderOfNeed(project.services));
  if (flags.volumes) return lines(sorted(project.volumes));
  if (flags.networks) return lines(sorted(project.networks));
  if (flags.models) return lines(Object.values(project.models).map(({ model }) => scalarText(model)));
  if (flags.images) return lines(sorted(project.services).map((name) => imageOf(project, serviceOf(project, name))));
  if (flags.profiles) return lines(profilesOf(loaded));
  if (flags.hash !== '') return lines(hashes(project, flags.hash));
  if (flags.environment) return lines([...project.environment].map(([key, value]) => `${key}=${value}`).sort());
  if (!['', 'yaml', 'json'].includes(flags.format)) {
    throw new ComposeError(`unsupported format ${JSON.stringify(flags.format)}`);
  }
  const digests = flags['resolve-image-digests'] || flags['lock-image-digests'];
  const shown = digests ? await withDigests(invocation, project) : project;
  if (flags.quiet) return;
  const model = flags['lock-image-digests']
    ? {
        services: Object.fromEntries(
          sorted(shown.services).map((name) => {
            const { image } = serviceOf(shown, name);
            return [name, image === undefined ? {} : { image }];
          }),
        ),
      }
    : flags['no-interpolate']
      ? rawModel(loaded)
      : orderedModel(shown, true);
  const text = flags.format === 'json' ? JSON.stringify(withNulls(model), null, 2) : toYaml(model);
  if (flags.output === '') await io.out(text);
  else io.fs.writeFile(absolutePath(flags.output, io.fs.cwd), encode(text));
}

const serviceOf = (project: Project, name: string) => {
  const service = project.services[name];
  if (service === undefined) throw new ComposeError(`no such service: ${name}: not found`);
  return service;
};

const profilesOf = ({ services, disabled }: Project) =>
  [
    ...new Set([...Object.values(services), ...Object.values(disabled)].flatMap(({ profiles = [] }) => profiles)),
  ].sort();

function hashes(project: Project, which: string): string[] {
  const names = which === '*' ? Object.keys(project.services).sort() : which.split(',');
  return names.map((name) => `${name} ${serviceHash(serviceOf(project, name))}`);
}

/** JSON has two fields even where they say nothing. */
function withNulls(model: Record<string, unknown>): Record<string, unknown> {
  const services = model['services'] as Record<string, Record<string, unknown>> | undefined;
  const networks = model['networks'] as Record<string, Record<string, unknown>> | undefined;
  const filled = {
    ...model,
    ...(services !== undefined && {
      services: Object.fromEntries(Object.entries(services).map(([name, service]) => [name, sortedBefore(service)])),
    }),
    ...(networks !== undefined && {
      networks: Object.fromEntries(
        Object.entries(networks).map(([name, one]) => [name, { ...one, ipam: one['ipam'] ?? {} }]),
      ),
    }),
  };
  return Object.fromEntries(Object.entries(filled).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sortedBefore(service: Record<string, unknown>): Record<string, unknown> {
  const { command = null, entrypoint = null, profiles, ...rest } = service;
  const entries = [...Object.entries({ ...(profiles !== undefined && { profiles }) }), ...Object.entries(rest)];
  const before = (key: string) => (at: string) => SERVICE_KEYS.indexOf(at) > SERVICE_KEYS.indexOf(key);
  const insert = (key: string, value: unknown) => {
    const at = entries.findIndex(([one]) => before(key)(one));
    entries.splice(at < 0 ? entries.length : at, 0, [key, value]);
  };
  insert('command', command);
  insert('entrypoint', entrypoint);
  return Object.fromEntries(entries);
}
const SERVICE_KEYS = ORDER['services.*'] ?? [];

async function withDigests({ client }: Invocation, project: Project): Promise<Project> {
  const services = { ...project.services };
  for (const [name, service] of Object.entries(services)) {
    if (service.image === undefined) continue;
    const { domain, path, tag, digest } = withDefaultTag(parseReference(service.image));
    if (digest !== undefined) continue;
    const named = `${domain}/${path}:${tag}`;
    services[name] = { ...service, image: `${named}@${await digestOf(client, named)}` };
  }
  return { ...project, services };
}

/** The registry's word; what is here doesn't count. */
async function digestOf(client: Invocation['client'], named: string): Promise<string> {
  try {
    return (await client.distributionInspect(named)).Descriptor.digest;
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    throw new ComposeError(`failed to resolve digest for ${named}: ${errorText(error)}`);
  }
}

async function printVariables({ io, root }: Invocation): Promise<void> {
  const { tree } = await loadProject(io, root, { interpolate: false, check: false });
  const { name: _name, ...rest } = tree;
  const rows = variables(rest).map(({ name, operator, operand }) => [
    name,
    String(operator.endsWith('?')),
    operator.endsWith('-') ? operand : '',
    operator.endsWith('+') ? operand : '',
  ]);
  const titles = ['NAME', 'REQUIRED', 'DEFAULT VALUE', 'ALTERNATE VALUE'];
  await io.out(
    alignColumns(`${[titles, ...rows].map((cells) => cells.join('\t')).join('\n')}\n`, { least: 20, padding: 1 }),
  );
}
