/**
 * Makes src/sandbox/registry/reference/mirror.json: the images that the verifying engine's mirror has besides the recorded ones.
 *
 *   node scripts/make-mirror-catalogue.mjs DUMP.json EXPORTS
 *
 * DUMP.json is `{ images: { TAG: { inspect, root, history } }, roots: { NAME: { files } } }` of that engine, EXPORTS a directory
 * with NAME.tar of `docker export`. A tag of an image that is recorded is told as `{ same: TAG }`,
 * with the time that it was made there.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const [dumpFile, exports] = process.argv.slice(2);
const folder = new URL('../src/sandbox/registry/reference/', import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
const { images: recorded } = read('images.json');
const { debian } = read('roots.json');
const { images, roots } = JSON.parse(readFileSync(dumpFile, 'utf8'));

/** Bulk that nothing on the site looks at. */
const BULK =
  /^\/usr\/share\/[^/]+\/|^\/usr\/lib\/(x86_64-linux-gnu|terminfo|perl|systemd|apt|locale|dpkg|lsb|mime|udev|postgresql\/15\/lib)\/|^\/var\/(lib\/(dpkg|postgresql\/15)|cache\/\w+|log)\/|\/__pycache__|\.dsh-also$/;
const ENGINE_FILES = /^\/(\.?dockerenv|dev\/.*|etc\/(hostname|hosts|resolv\.conf|mtab))$/;
/** Scripts of Debian's that are to run the program of their name. */
const WRAPPER = /pg_wrapper$/;
const LONGEST_TEXT = 3000;
const pathOf = (line) =>
  line
    .split(' ')
    .slice(3)
    .join(' ')
    .split(/ (?:->|link to) /)[0];
const sizeOf = (line) => Number(line.split(' ')[2]);

function textsOf(name, lines) {
  const texts = {};
  for (const line of lines) {
    const path = pathOf(line);
    if (!line.startsWith('-') || sizeOf(line) === 0 || sizeOf(line) > LONGEST_TEXT) continue;
    if (/\/(cache|var\/log)\//.test(path)) continue;
    const text = execFileSync('tar', ['-xOf', `${exports}/${name}.tar`, path.slice(1)]).toString('utf8');
    if (!/[\0\uFFFD]/.test(text) && !/^#!.*(perl|python)/.test(text)) texts[path] = text;
  }
  return texts;
}

const made = {};
for (const name of ['postgres', 'registry']) {
  const files = roots[name].files
    .filter((line) => !BULK.test(`${pathOf(line)}`) && !ENGINE_FILES.test(pathOf(line)))
    .map((line) => (WRAPPER.test(line) ? `-rwxr-xr-x 0/0 9804 ${pathOf(line)}` : line));
  const here = new Set(files.map(pathOf));
  const there = new Set(debian.files);
  const texts = textsOf(name, files);
  made[name] = {
    from: 'debian',
    without: debian.files.map(pathOf).filter((path) => !here.has(path) && !BULK.test(path)),
    files: files.filter((line) => !there.has(line)),
    texts: Object.fromEntries(Object.entries(texts).filter(([path, text]) => debian.texts[path] !== text)),
  };
}

/** By repository and id there: the tag under which an image is recorded here. */
const repositoryOf = (tag) => tag.split(':')[0];
const known = new Map();
for (const tag of Object.keys(recorded))
  if (images[tag] !== undefined) known.set(`${repositoryOf(tag)} ${images[tag].inspect.Id}`, tag);
const layersOf = new Map(
  [...known.values()].map((tag) => [images[tag].inspect.RootFS.Layers.join(), recorded[tag].Layers]),
);
const told = {};
for (const [tag, { inspect, root, history }] of Object.entries(images)) {
  if (tag in recorded) {
    // The same image, built anew there: images are listed by when.
    told[tag] = { same: tag, Created: inspect.Created };
    continue;
  }
  const key = `${repositoryOf(tag)} ${inspect.Id}`;
  const same = known.get(key);
  if (same !== undefined) {
    told[tag] = { same };
    continue;
  }
  known.set(key, tag);
  const { Id, RepoDigests, Comment, Created, DockerVersion, Author, Architecture, Os, Size, RootFS, Config } = inspect;
  const lines = history.map(({ CreatedBy, CreatedAt, Comment: comment, Size: size }) => ({
    CreatedBy,
    CreatedAt,
    Comment: comment,
    Size: size,
  }));
  const Layers = layersOf.get(RootFS.Layers.join()) ?? RootFS.Layers;
  told[tag] = {
    ...{ root, Id, RepoDigests, Comment, Created, DockerVersion, Author, Architecture, Os, Size, Layers, Config },
    history: lines,
  };
}
writeFileSync(new URL('mirror.json', folder), `${JSON.stringify({ images: told, roots: made }, null, 2)}\n`);
