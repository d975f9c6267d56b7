import { findRegistryImage, type Listed, type RegistryImage } from '../../../buildx/registry-image.ts';
import { defineCommand } from '../../../command.ts';
import { StatusError } from '../../../errors.ts';
import { formatRows, type Table } from '../../../formatter/formatter.ts';

export const imagetoolsInspect = defineCommand({
  use: 'docker buildx imagetools inspect [OPTIONS] NAME',
  also: ['docker builder imagetools inspect'],
  plugin: true,
  short: 'Show details of an image in the registry',
  flags: {
    builder: { type: 'string', usage: 'Override the configured builder instance' },
    debug: { type: 'bool', short: 'D', usage: 'Enable debug logging' },
    format: { type: 'string', usage: 'Format the output using the given Go template' },
    raw: { type: 'bool', usage: 'Show original, unformatted JSON manifest' },
  },
  args: { min: 0 },
  run: async ({ client, io, args, flags }) => {
    const [name] = args;
    if (name === undefined || args.length > 1) {
      throw new StatusError(
        1,
        "ERROR: docker: 'docker buildx imagetools inspect' requires 1 argument\n\nUsage:  docker buildx imagetools inspect [OPTIONS] NAME\n\n" +
          "Run 'docker buildx imagetools inspect --help' for more information",
      );
    }
    const image = await findRegistryImage(io, client, name);
    if (flags.raw) return io.out(image.text);
    if (flags.format === '') return io.out(pretty(image));
    const value = valueOf(image);
    const [, part] = /^\{\{ *json \.(Manifest|Image|) *\}\}$/.exec(flags.format) ?? [];
    if (part !== undefined) {
      const shown =
        part === '' ? { name: image.name, manifest: value.Manifest, image: value.Image } : value[part as 'Manifest'];
      return io.out(JSON.stringify(shown, null, 2));
    }
    const row = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, () => exported(each)]));
    await io.out(formatRows(TABLE, flags.format, [row]).replace(/\n$/, ''));
  },
});

const TABLE: Table = { typeName: 'imagetools.tplInput', headers: {} };

/** Keys as Go names its fields: `mediaType` is `.MediaType`. */
function exported(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exported);
  if (typeof value !== 'object' || value === null) return value;
  const name = (key: string) => (key === 'os' ? 'OS' : key.replace(/^[a-z]/, (letter) => letter.toUpperCase()));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [name(key), exported(each)]));
}

function valueOf({ name, text, mediaType, digest, configs, manifests }: RegistryImage) {
  const size = new TextEncoder().encode(text).length;
  const { schemaVersion } = JSON.parse(text) as { schemaVersion: number };
  const manifest =
    manifests === undefined ? { mediaType, digest, size } : { schemaVersion, mediaType, digest, size, manifests };
  const images = Object.values(configs).map((config) => JSON.parse(config) as { os: string; architecture: string });
  const [only] = images;
  const image =
    manifests === undefined
      ? only
      : Object.fromEntries(images.map((each) => [`${each.os}/${each.architecture}`, each]));
  return { Name: name, Manifest: manifest, Image: image };
}

/** @see buildx util/imagetools/printers.go */
function pretty({ name, mediaType, digest, manifests }: RegistryImage): string {
  const head = `Name:      ${name}\nMediaType: ${mediaType}\nDigest:    ${digest}\n`;
  if (manifests === undefined) return head;
  const width = manifests.some(({ annotations }) => annotations !== undefined) ? 13 : 11;
  const blocks = manifests.map((each) => block(name, each, width));
  return `${head}${' '.repeat(11)}\nManifests: \n${blocks.join(`${' '.repeat(width + 2)}\n`)}`;
}

function block(name: string, { digest, mediaType, platform, annotations }: Listed, width: number): string {
  const line = (key: string, value: string) => `  ${`${key}:`.padEnd(width)}${value}\n`;
  const base = name.replace(/(?::[^/:]*|@.*)$/, (end) => (end.startsWith('@') ? '' : end));
  const { os = '', architecture = '', variant } = platform ?? {};
  const shown = [os, architecture, ...(variant === undefined ? [] : [variant])].join('/');
  const entries = Object.entries(annotations ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const widest = Math.max(0, ...entries.map(([key]) => key.length));
  const notes = entries.map(([key, value]) => `    ${`${key}:`.padEnd(widest + 2)}${value}\n`);
  return [
    line('Name', `${base}@${digest}`),
    line('MediaType', mediaType),
    ...(platform === undefined ? [] : [line('Platform', shown)]),
    ...(entries.length === 0 ? [] : [line('Annotations', ''), ...notes]),
  ].join('');
}
