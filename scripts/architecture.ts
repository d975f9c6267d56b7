// npm run architecture: writes docs/architecture.md, drawn from the imports of the code. A test compares.
import { writeFileSync } from 'node:fs';
import { join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Source } from '../tests/architecture/check-imports.ts';
import { readImports } from '../tests/architecture/read-imports.ts';
import { MAY_IMPORT, TOOLS, roomOf, type Room } from '../tests/architecture/rooms.ts';
import { readSources } from '../tests/architecture/sources.ts';

export const FILE = join(import.meta.dirname, '../docs/architecture.md');

const ABOUT: Readonly<Record<Room, string>> = {
  'sandbox/kernel': 'processes, namespaces, cgroups, file systems, network, terminals; time and randomness',
  'sandbox/shell': 'bash and sh: reading, expanding, running',
  'sandbox/userland': 'the programs of the host and of images: coreutils, curl, nginx, node, databases',
  'sandbox/runtime': 'what runc does: a bundle becomes a process in its namespaces',
  'sandbox/dockerfile': 'Dockerfiles: reading and checking',
  'sandbox/api': 'the Engine API: its shapes, errors and references',
  'sandbox/registry': 'images of Docker Hub and of the reference, as recipes',
  'sandbox/client': 'a method for each operation of the API',
  'sandbox/cli': 'docker: commands as data and a run function, help, completion, templates',
  'sandbox/daemon': 'dockerd: operations on containers, images, networks, volumes; the builder; Swarm',
  'sandbox/compose': 'docker compose: model, merge, convergence',
  'sandbox/host': 'puts a machine together: kernel, programs, daemon, accounts, other machines',
  'sandbox/runtimes': 'where a host runs: worker, Node, WebContainer; scenarios and their replay',
  'sandbox/ui': 'terminal, editor, picture, browser: custom elements',
  lib: 'what the build makes of the content, and what pages know without a document',
  components: 'parts of pages',
  layouts: 'kinds of pages',
  pages: 'addresses',
  content: 'notes, sheets, cards, labs, errors, corrections, glossary',
  styles: 'colours, type, prose',
  offline: 'the service worker',
  'content.config.ts': 'the schema of the content',
};

/** Edges between rooms as `from to`, whose value is whether only types or a worker's address are taken. */
function edgesOf(sources: readonly Source[]): ReadonlyMap<string, boolean> {
  const edges = new Map<string, boolean>();
  for (const { path, text } of sources) {
    if (path.endsWith('.test.ts') || TOOLS.includes(path)) continue;
    for (const { specifier, kind } of readImports(path, text)) {
      const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
      if (!specifier.startsWith('.') || target.startsWith('..')) continue;
      const [from, to] = [roomOf(path), roomOf(target)];
      const edge = `${from} ${to}`;
      if (from !== to) edges.set(edge, (edges.get(edge) ?? true) && kind !== 'value');
    }
  }
  return edges;
}

const node = (room: string): string => room.replaceAll(/\W/g, '_');

/** @param sources files below src/ */
export function architecture(sources: readonly Source[] = readSources('ts', 'astro', 'mdx')): string {
  const edges = edgesOf(sources);
  const rooms = Object.keys(MAY_IMPORT) as Room[];
  const box = (room: Room): string => `    ${node(room)}["${room.replace('sandbox/', '')}"]`;
  const inside = rooms.filter((room) => room.startsWith('sandbox/'));
  const lines = [...edges]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([edge, isThin]) =>
        `  ${edge
          .split(' ')
          .map(node)
          .join(isThin ? ' -.-> ' : ' --> ')}`,
    );
  const rows = rooms.map((room) => {
    const used = rooms.filter((other) => edges.has(`${room} ${other}`)).map((other) => `\`${other}\``);
    return `| \`${room}\` | ${ABOUT[room]} | ${used.join(', ')} |`;
  });
  return `# Architecture

Drawn by \`npm run architecture\` from the imports of the code; a test keeps it current. Rooms are folders below \`src/\`. An arrow means that one imports the other; a dotted one takes types or a worker's address only. Who may import whom is decided in \`tests/architecture/rooms.ts\`, why is told in [docs/adr](adr/).

\`\`\`mermaid
flowchart TD
  subgraph site
${rooms
  .filter((room) => !inside.includes(room))
  .map(box)
  .join('\n')}
  end
  subgraph sandbox
${inside.map(box).join('\n')}
  end
${lines.join('\n')}
\`\`\`

A command goes this way: the terminal (\`ui\`) sends keys to the worker (\`runtimes\`), where a \`host\` runs a \`shell\` on its \`kernel\`. \`docker\` is a program there: \`cli\` reads the words and calls \`client\`, which speaks the Engine \`api\` with \`daemon\` over a socket of the kernel. The daemon takes images from \`registry\` and lets \`runtime\` make a process of the kernel.

| room | what | imports |
| --- | --- | --- |
${rows.join('\n')}
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(FILE, architecture());
  process.stdout.write(`${relative(process.cwd(), FILE)} is written\n`);
}
