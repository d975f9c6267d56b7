/**
 * Makes src/sandbox/registry/reference/{images,roots}.json: what the reference engine's images are and hold.
 *
 *   node scripts/make-reference-catalogue.mjs IMAGES.json [EXPORTS]
 *
 * IMAGES.json is ../shared/reference-docker/images.json. EXPORTS is a directory with NAME.tar of `docker export` for each
 * root; short configuration files and shell scripts are taken from there, so that `cat` and `./script` show the truth.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [imagesFile, exports] = process.argv.slice(2);
const { engine, images, roots } = JSON.parse(readFileSync(imagesFile, 'utf8'));
const out = new URL('../src/sandbox/registry/reference/', import.meta.url);
const LONGEST_TEXT = 3000;
/** Made by the engine when it starts a container: no part of an image. */
const ENGINE_FILES = /^\/(\.dockerenv|dev\/.*|etc\/(hostname|hosts|resolv\.conf|mtab))$/;

/** `-rwxr-xr-x 0/0 647 /bin/x -> y` */
const parse = (line) => {
  const [, kind, owner, size, path, target] = /^(\S+) (\S+) (\S+) (.*?)(?: (?:->|link to) (.*))?$/.exec(line);
  return { kind, owner, size, path, target };
};

function textsOf(name, files) {
  const tar = `${exports}/${name}.tar`;
  if (exports === undefined || !existsSync(tar)) return {};
  const wanted = files
    .map(parse)
    .filter(
      ({ kind, size, path }) =>
        kind[0] === '-' && Number(size) <= LONGEST_TEXT && Number(size) > 0 && !/\/(cache|var\/log)\//.test(path),
    )
    .map(({ path }) => path);
  const texts = {};
  for (const path of wanted) {
    let bytes;
    try {
      bytes = execFileSync('tar', ['-xOf', tar, path.slice(1)], { stdio: ['ignore', 'pipe', 'ignore'] });
    } catch {
      continue; // the engine's image is newer and has no such file
    }
    const text = bytes.toString('utf8');
    const isText = !/[\0\uFFFD]/.test(text) && !/^#!.*(perl|python)/.test(text) && !text.startsWith('\x7fELF');
    if (isText) texts[path] = text;
  }
  return texts;
}

const made = {};
for (const [name, { files, text }] of Object.entries(roots)) {
  const lines = files.filter((line) => !ENGINE_FILES.test(parse(line).path));
  const sizes = new Map(lines.map(parse).map(({ path, size }) => [path, Number(size)]));
  const recorded = Object.fromEntries(
    Object.entries(text).map(([path, value]) => [path, sizes.get(path) > 0 ? value.slice(0, sizes.get(path)) : value]),
  );
  made[name] = { files: lines, texts: { ...textsOf(name, lines), ...recorded } };
}

/** A Debian image is told by what it has more or less than plain Debian. */
const { debian } = made;
for (const [name, root] of Object.entries(made)) {
  if (name === 'debian' || !root.files.includes('lrwxrwxrwx 0/0 0 /bin -> usr/bin')) continue;
  const here = new Set(root.files);
  const there = new Set(debian.files);
  made[name] = {
    from: 'debian',
    without: debian.files.filter((line) => !here.has(line)).map((line) => parse(line).path),
    files: root.files.filter((line) => !there.has(line)),
    texts: Object.fromEntries(Object.entries(root.texts).filter(([path, text]) => debian.texts[path] !== text)),
  };
}

const told = Object.fromEntries(
  Object.entries(images).map(([name, { inspect, root, history }]) => {
    const { Id, RepoDigests, Comment, Created, DockerVersion, Author, Architecture, Os, Size, RootFS, Config } =
      inspect;
    const lines = history.map(({ CreatedBy, CreatedAt, Comment: comment, Size: size }) => ({
      CreatedBy,
      CreatedAt,
      Comment: comment,
      Size: size,
    }));
    return [
      name,
      {
        root,
        Id,
        RepoDigests,
        Comment,
        Created,
        DockerVersion,
        Author,
        Architecture,
        Os,
        Size,
        Layers: RootFS.Layers,
        Config,
        history: lines,
      },
    ];
  }),
);
writeFileSync(new URL('images.json', out), JSON.stringify({ engine, images: told }, null, 2));
writeFileSync(new URL('roots.json', out), JSON.stringify(made, null, 2));
