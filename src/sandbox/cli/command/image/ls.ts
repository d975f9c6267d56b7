import { TABLE_FORMAT_USAGE } from '../../opts/format.ts';
import { defineCommand } from '../../command.ts';
import { configuredFormat } from '../../config-file.ts';
import { formatRows, isTable } from '../../formatter/formatter.ts';
import { IMAGE_TABLE, imageRows } from '../../formatter/image.ts';
import { imageTree } from '../../formatter/image-tree.ts';
import type { Filters } from '../../../api/filters.ts';
import type { Client } from '../../../client/client.ts';
import { StatusError } from '../../errors.ts';
import type { Io } from '../../io.ts';

const SINCE = '{{if .CreatedSince }}{{.CreatedSince}}{{else}}N/A{{end}}';
const PLAIN = `table {{.Repository}}\t{{.Tag}}\t{{.ID}}\t${SINCE}\t{{.Size}}`;
const DIGESTS = `table {{.Repository}}\t{{.Tag}}\t{{.Digest}}\t{{.ID}}\t${SINCE}\t{{.Size}}`;
const RAW = `repository: {{.Repository}}
tag: {{.Tag}}
{{if .Digest}}digest: {{.Digest}}
{{end}}image_id: {{.ID}}
created_at: {{.CreatedAt}}
virtual_size: {{.Size}}
`;

export const imageLs = defineCommand({
  use: 'docker images [OPTIONS] [REPOSITORY[:TAG]]',
  also: ['docker image ls'],
  aliases: ['docker image ls', 'docker image list', 'docker images'],
  short: 'List images',
  flags: {
    all: { type: 'bool', short: 'a', usage: 'Show all images (default hides intermediate images)' },
    digests: { type: 'bool', usage: 'Show digests' },
    filter: { type: 'filter', short: 'f', usage: 'Filter output based on conditions provided' },
    format: { type: 'string', usage: TABLE_FORMAT_USAGE },
    'no-trunc': { type: 'bool', usage: "Don't truncate output" },
    quiet: { type: 'bool', short: 'q', usage: 'Only show image IDs' },
    tree: { type: 'bool', usage: 'List multi-platform images as a tree (EXPERIMENTAL)' },
  },
  args: { min: 0, max: 1 },
  run: async ({ client, io, args, flags, path }) => {
    const filters = new Map(flags.filter);
    if (args[0] !== undefined) filters.set('reference', [...(filters.get('reference') ?? []), args[0]]);
    if (flags.tree) {
      await showTree(client, io, filters, flags);
      return;
    }
    const images = await client.imageList({ all: flags.all, filters });
    const given = flags.format === '' && !flags.quiet ? configuredFormat(io, 'imagesFormat') : flags.format;
    const { quiet, digests } = flags;
    const format = imageFormat(given, quiet, digests);
    const showsDigest = digests || (!isTable(format) && format.includes('{{.Digest}}')) || format.includes('.Digest');
    const rows = imageRows(images, { now: io.now(), truncate: !flags['no-trunc'], digests: showsDigest });
    await io.out(formatRows(IMAGE_TABLE, format, rows));
    const [name = ''] = args;
    if (images.length === 0 && path === 'docker images' && VERBS.has(name)) {
      await io.err(`\nNo images found matching "${name}": did you mean "docker image ${name}"?\n`);
    }
  },
});

/** Taken for a name behind `docker images`. @see docker/cli image/list.go printAmbiguousHint */
const VERBS: ReadonlySet<string> = new Set(
  'build history import inspect list load ls prune pull push rm save tag'.split(' '),
);

interface TreeFlags {
  readonly quiet: boolean;
  readonly digests: boolean;
  readonly 'no-trunc': boolean;
  readonly format: string;
}

/** `--tree` @throws {StatusError} `--quiet is not yet supported with --tree` */
async function showTree(client: Client, io: Io, filters: Filters, flags: TreeFlags): Promise<void> {
  const refused = {
    quiet: flags.quiet,
    'no-trunc': flags['no-trunc'],
    'show-digest': flags.digests,
    format: flags.format !== '',
  };
  for (const [name, isGiven] of Object.entries(refused)) {
    if (isGiven) throw new StatusError(1, `--${name} is not yet supported with --tree`);
  }
  const [images, containers] = await Promise.all([
    client.imageList({ all: true, filters }),
    client.containerList({ all: true }),
  ]);
  const used = new Set(containers.map(({ ImageID }) => ImageID));
  const { columns: width } = io.size(1) ?? { columns: 80 };
  const terminal = io.isTerminal(1);
  await io.out(imageTree(images, { width, terminal, inUse: ({ Id }) => used.has(Id) }));
}

function imageFormat(given: string, quiet: boolean, digests: boolean): string {
  if (given === '' || given === 'table') return quiet ? '{{.ID}}' : digests ? DIGESTS : PLAIN;
  if (given === 'raw') return quiet ? 'image_id: {{.ID}}' : RAW;
  return given;
}
