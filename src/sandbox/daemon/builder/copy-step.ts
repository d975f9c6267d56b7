import { expand } from '../../dockerfile/expand.ts';
import { chompTabs } from '../../dockerfile/heredoc.ts';
import type { Copy } from '../../dockerfile/instruction.ts';
import { cleanPath } from '../container/config.ts';
import { type Surroundings } from './surroundings.ts';
import { display } from './step-text.ts';
import { BuildError } from './failure.ts';
import { urlFileName } from './fetch-url.ts';
import { type StageState, stepName, note } from './stage-state.ts';

const OCTAL = /^[0-7]{1,5}$/;

function checkMode(text: string): void {
  if (/^\d+$/.test(text)) {
    if (OCTAL.test(text) && Number.parseInt(text, 8) <= 0o7777) return;
    throw new BuildError(`invalid chmod parameter: '${text}'. it should be octal string and between 0 and 07777`);
  }
  if (!/^[ugoa]*[-+=][rwxXstugo]*(?:[-+=][rwxXstugo]*)*(?:,[ugoa]*[-+=][rwxXstugo]*)*$/.test(text)) {
    throw new BuildError('invalid syntax');
  }
}

/** Relative to the working directory; a slash at the end stays. */
function destinationOf(state: StageState, text: string): string {
  const base = state.config.WorkingDir === '' ? '/' : state.config.WorkingDir;
  const whole = text.startsWith('/') ? text : `${base}/${text}`;
  const isDirectory = /(?:^|\/)\.?$/.test(text);
  const clean = cleanPath(whole);
  return isDirectory && clean !== '/' ? `${clean}/` : clean;
}

function checkChecksum(text: string): void {
  if (text === '') return;
  const [, algorithm, digits] = /^([a-z0-9]+):([0-9a-f]+)$/.exec(text) ?? [];
  if (algorithm === undefined || digits === undefined) {
    if (/^[a-z0-9]+:/.test(text) && !/^sha(?:256|384|512):/.test(text))
      throw new BuildError('unsupported digest algorithm');
    throw new BuildError('invalid checksum digest format');
  }
  if (!/^sha(?:256|384|512)$/.test(algorithm)) throw new BuildError('unsupported digest algorithm');
}

export function copy(state: StageState, instruction: Copy, around: Surroundings): void {
  const { scope } = state;
  checkChecksum(instruction.checksum);
  const sources = instruction.sources.map((source) =>
    instruction.documents.has(source) ? source : scope.expand(source),
  );
  for (const source of sources) {
    if (!/^(https?:\/\/|git@|git:\/\/)/.test(source)) continue;
    if (instruction.kind === 'copy') {
      const isGit = !/^https?:/.test(source) || /\.git(#|$)/.test(source);
      throw new BuildError(`source can't be a ${isGit ? 'git ref' : 'URL'} for COPY`);
    }
    const isFile = /^https?:/.test(source) && !/\.git(#|$)/.test(source);
    if (!isFile || sources.length > 1 || around.fetches !== true) {
      throw new BuildError(`drydock: not simulated: ADD of ${source}`, instruction.range);
    }
  }
  const [url = ''] = sources.filter((source) => /^https?:/.test(source));
  if (instruction.checksum !== '' && url === '') throw new BuildError('checksum requires HTTP(S) or Git sources');
  const chmod = instruction.chmod === '' ? undefined : scope.expand(instruction.chmod);
  if (chmod !== undefined) checkMode(chmod);
  const chown = scope.expand(instruction.chown);
  const documents = new Map(
    [...instruction.documents].map(([word, document]) => {
      const content = document.chomp ? chompTabs(document.content) : document.content;
      const text = document.expand ? expandDocument(state, content) : content;
      return [word, { name: document.name, content: text }];
    }),
  );
  const destination = scope.expand(instruction.destination);
  const name = stepName(state, display(state, instruction.original, false));
  state.operation = {
    kind: 'copy',
    name,
    range: instruction.range,
    useCache: around.useCache(state),
    input: state.operation,
    from:
      url === ''
        ? around.source(scope.expand(instruction.from))
        : { kind: 'url', url, checksum: instruction.checksum, name },
    sources: url === '' ? sources : [urlFileName(url)],
    documents,
    destination: destinationOf(state, destination),
    chown,
    chmod,
    parents: instruction.parents,
    exclude: instruction.exclude,
    // What comes from a server is unpacked only where that is asked for.
    unpack: instruction.unpack ?? (instruction.kind === 'add' && url === ''),
  };
  const flags = [
    ...(instruction.parents ? ['--parents'] : []),
    ...(chown === '' ? [] : [`--chown=${chown}`]),
    ...(chmod === undefined ? [] : [`--chmod=${chmod}`]),
    ...instruction.exclude.map((pattern) => `--exclude=${pattern}`),
  ];
  const shown = sources.map((source) => {
    const document = documents.get(source);
    return document === undefined ? source : `<<${document.name}`;
  });
  note(state, `${[instruction.name, ...flags, ...shown, destination].join(' ')} # buildkit`, true);
}

/** Variables of a here-document; its quotes stay. */
const expandDocument = (state: StageState, content: string): string =>
  expand(content.replace(/(["'])/g, '\\$1'), state.scope.variables).text;
