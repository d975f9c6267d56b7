import { findRegistryImage, type Listed, type RegistryImage } from '../../../buildx/registry-image.ts';
import { defineCommand } from '../../../command.ts';
import { StatusError } from '../../../errors.ts';
import type { Io } from '../../../io.ts';
import { type Row, rowStruct, type Table } from '../../../formatter/formatter.ts';
import { goStruct } from '../../../formatter/go-struct.ts';
import { compile, TemplateExecError } from '../../../formatter/template/execute.ts';
import { TemplateSyntaxError } from '../../../formatter/template/lex.ts';

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
    // Buildx has a text of its own for whatever begins like this, a template or not.
    if (flags.format === '' || flags.format.startsWith('{{.Manifest')) return io.out(pretty(image));
    const value = valueOf(image);
    const [, part] = /^\{\{ *json \.(Manifest|Image|) *\}\}$/.exec(flags.format) ?? [];
    if (part !== undefined) {
      const shown =
        part === '' ? { name: image.name, manifest: value.Manifest, image: value.Image } : value[part as 'Manifest'];
      return io.out(JSON.stringify(shown, null, 2));
    }
    await writeTemplate(io, flags.format, image, value);
  },
});

const TABLE: Table = { typeName: 'imagetools.tplInput', headers: {} };

/** @throws {StatusError} `ERROR: template: …`, after what was printed before */
async function writeTemplate(
  io: Io,
  format: string,
  image: RegistryImage,
  { Name, Manifest, Image }: ReturnType<typeof valueOf>,
): Promise<void> {
  const row: Row = {
    Name: () => Name,
    Manifest: () => exported(Manifest),
    Image: () =>
      image.manifests === undefined ? goStruct('*v1.Image', (Image ?? {}) as Readonly<Record<string, unknown>>) : Image,
  };
  try {
    await io.out(compile(format).execute(rowStruct(TABLE, row)));
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError) && !(error instanceof TemplateExecError)) throw error;
    if (error instanceof TemplateExecError) await io.out(error.printed);
    throw new StatusError(1, `ERROR: ${error.message}`);
  }
}

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
