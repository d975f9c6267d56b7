import type { ListedCommand, ListedFlag } from '../command-list.ts';
import type { NoteLink, Part, PartKind } from './part.ts';
import { explainValue, image } from './values.ts';

/** A word of a command line, unquoted, with its place. */
export interface Piece {
  readonly value: string;
  readonly text: string;
  readonly pos: number;
  readonly end: number;
}

/** What the explanation knows: commands with their flags, and texts of our own by `run --publish`. */
export interface Knowledge {
  readonly commands: readonly ListedCommand[];
  readonly flags: Readonly<Record<string, string>>;
  /** Notes about a command or a flag, by `run` and `run --publish`. */
  readonly notes?: Readonly<Record<string, NoteLink>>;
}

/** Explains `docker …`, word by word. `words` begins with `docker`. */
export function explainDocker(words: readonly Piece[], knowledge: Knowledge): Part[] {
  const { commands, notes = {} } = knowledge;
  const found = findCommand(words, commands);
  if (found === undefined) {
    const [first, ...rest] = words as [Piece, ...Piece[]];
    return [
      part(first, 'command', "Docker's command line"),
      ...rest.slice(0, 1).map((word) => part(word, 'unknown', `docker has no command ${word.value}`)),
    ];
  }
  const { command, path, at, global } = found;
  const name = span(words[0] as Piece, words[at - 1] as Piece, 'command', command.short, command.url);
  const reader = new WordReader(words.slice(at), command, knowledge);
  const note = notes[short(command.path)];
  return [{ ...name, text: path, ...(note && { note }) }, ...global, ...reader.read()];
}

interface Found {
  readonly command: ListedCommand;
  /** As it was spelt: `docker build` for `docker buildx build`. */
  readonly path: string;
  /** Index of the first word after it. */
  readonly at: number;
  /** Flags that stand before it. */
  readonly global: readonly Part[];
}

/** The command that a line names; flags may stand between `docker`, `compose` and the command. */
function findCommand(words: readonly Piece[], commands: readonly ListedCommand[]): Found | undefined {
  const path: string[] = [];
  const global: Part[] = [];
  let best: Found | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Piece;
    if (word.value.startsWith('-')) {
      if (path.join(' ') === 'docker') {
        const made = globalFlag(word, words[at + 1]);
        if (made === undefined) break;
        global.push(made.part);
        at += made.took;
        continue;
      }
      const root =
        path.join(' ') === 'docker compose' ? commands.find((one) => one.path === 'docker compose') : undefined;
      const flag = root?.flags.find(({ spellings }) => spellings.includes(word.value.split('=')[0] ?? ''));
      if (flag === undefined) break;
      const value = flag.type === 'bool' || word.value.includes('=') ? undefined : words[at + 1];
      global.push(
        span(word, value ?? word, 'flag', sentence(flag.usage, explainValue(flag.long, value?.value ?? '')), root?.url),
      );
      if (value !== undefined) at += 1;
      continue;
    }
    path.push(word.value);
    const command = commands.find(({ paths }) => paths.includes(path.join(' ')));
    if (command !== undefined) best = { command, path: path.join(' '), at: at + 1, global: [...global] };
    else if (!commands.some(({ paths }) => paths.some((one) => one.startsWith(`${path.join(' ')} `)))) break;
  }
  return best;
}

/** Flags of `docker` itself: which engine, and how the client behaves. */
const GLOBAL: Readonly<Record<string, { readonly short?: string; readonly says: string; readonly takes: boolean }>> = {
  context: { short: 'c', says: 'the engine of this context, for this command alone', takes: true },
  host: { short: 'H', says: 'the engine at this address, in place of the context', takes: true },
  config: { says: 'the directory of the client’s settings, in place of ~/.docker', takes: true },
  'log-level': { short: 'l', says: 'how much the client itself logs', takes: true },
  debug: { short: 'D', says: 'the client says what it does', takes: false },
  tls: { says: 'speaks TLS with the engine', takes: false },
  tlsverify: { says: 'speaks TLS, and checks who the engine is', takes: false },
  tlscacert: { says: 'whose signature an engine’s certificate needs', takes: true },
  tlscert: { says: 'the client’s own certificate', takes: true },
  tlskey: { says: 'the key of the client’s certificate', takes: true },
};

function globalFlag(word: Piece, next: Piece | undefined): { part: Part; took: 0 | 1 } | undefined {
  const [, long, letter, value] = /^(?:--([^=]+)|-(\w))=?(.*)$/.exec(word.value) ?? [];
  const found = Object.entries(GLOBAL).find(([name, flag]) => name === long || flag.short === letter)?.[1];
  if (found === undefined) return undefined;
  if (!found.takes || value !== '') return { part: part(word, 'flag', found.says), took: 0 };
  if (next === undefined) return { part: part(word, 'unknown', `${word.text} needs a value`), took: 0 };
  return { part: span(word, next, 'flag', found.says), took: 1 };
}

/** Places of a command line that are no nouns of their own, in words. */
const PLACES: Readonly<Record<string, string>> = {
  'NAME|ID': 'the object named',
  'CONTAINER:SRC_PATH': 'from',
  DEST_PATH: 'to',
};

class WordReader {
  readonly #words: readonly Piece[];
  readonly #command: ListedCommand;
  readonly #texts: Readonly<Record<string, string>>;
  readonly #notes: Readonly<Record<string, NoteLink>>;
  readonly #placeholders: readonly string[];
  #positional = 0;
  #flagsEnded = false;

  constructor(words: readonly Piece[], command: ListedCommand, { flags, notes = {} }: Knowledge) {
    this.#words = words;
    this.#command = command;
    this.#texts = flags;
    this.#notes = notes;
    const usage = command.usage.split('\n', 1)[0] ?? '';
    this.#placeholders = usage
      .slice(command.path.length)
      .trim()
      .split(/\s+/)
      .map((word) => word.replace(/[[\]]|\|-$/g, ''))
      .filter((word) => word !== '' && word !== 'OPTIONS');
  }

  read(): Part[] {
    const parts: Part[] = [];
    for (let at = 0; at < this.#words.length; at += 1) {
      const word = this.#words[at] as Piece;
      if (word.value === '--' && !this.#flagsEnded) {
        this.#flagsEnded = true;
        parts.push(part(word, 'operator', 'the flags end here'));
      } else if (/^-./.test(word.value) && !this.#flagsEnded) {
        const { parts: made, took } = this.#flag(word, this.#words[at + 1]);
        parts.push(...made);
        at += took;
      } else {
        parts.push(this.#argument(word));
      }
    }
    return parts;
  }

  #flag(word: Piece, next: Piece | undefined): { parts: Part[]; took: 0 | 1 } {
    if (word.value.startsWith('--')) {
      const [spelling = '', ...rest] = word.value.split('=');
      const flag = this.#find(spelling);
      if (flag === undefined) return { parts: [this.#unknown(word, spelling)], took: 0 };
      if (rest.length > 0) return { parts: [this.#told(word, word, flag, rest.join('='))], took: 0 };
      return this.#withValue(word, flag, next);
    }
    const parts: Part[] = [];
    const letters = word.value.slice(1);
    for (const [index, letter] of Array.from(letters).entries()) {
      const flag = this.#find(`-${letter}`);
      const place = { value: letter, text: `-${letter}`, pos: word.pos + 1 + index, end: word.pos + 2 + index };
      if (flag === undefined) return { parts: [...parts, this.#unknown(word, `-${letter}`)], took: 0 };
      if (flag.type === 'bool') {
        parts.push(this.#told(index === 0 ? { ...place, pos: word.pos } : place, place, flag));
        continue;
      }
      const rest = letters.slice(index + 1).replace(/^=/, '');
      if (rest !== '') return { parts: [...parts, this.#told(place, word, flag, rest)], took: 0 };
      const { parts: last, took } = this.#withValue(index === 0 ? word : place, flag, next);
      return { parts: [...parts, ...last], took };
    }
    return { parts, took: 0 };
  }

  #withValue(word: Piece, flag: ListedFlag, next: Piece | undefined): { parts: Part[]; took: 0 | 1 } {
    if (flag.type === 'bool') return { parts: [this.#told(word, word, flag)], took: 0 };
    if (next === undefined) return { parts: [part(word, 'unknown', `${word.text} needs a value`)], took: 0 };
    return { parts: [this.#told(word, next, flag, next.value)], took: 1 };
  }

  #told(from: Piece, to: Piece, flag: ListedFlag, value?: string): Part {
    const { path, url } = this.#command;
    const key = `${short(path)} --${flag.long}`;
    const own = this.#texts[key] ?? flag.usage;
    const note = this.#notes[key];
    const says = sentence(own, value === undefined ? undefined : explainValue(flag.long, value));
    const told = span(from, to, 'flag', says, flag.hidden ? undefined : `${url}#${flag.long}`);
    return { ...told, flag: { name: flag.long, value: value ?? '' }, ...(note && { note }) };
  }

  #unknown(word: Piece, spelling: string): Part {
    return part(word, 'unknown', `${this.#command.path} has no flag ${spelling}`);
  }

  #find(spelling: string): ListedFlag | undefined {
    return this.#command.flags.find(({ spellings }) => spellings.includes(spelling));
  }

  #argument(word: Piece): Part {
    const place = this.#placeholders[Math.min(this.#positional, this.#placeholders.length - 1)] ?? '';
    this.#positional += 1;
    if (!this.#command.interspersed) this.#flagsEnded = true;
    const name = place.replace(/\.\.\.$/, '');
    if (name === 'IMAGE' || name.startsWith('IMAGE') || name.startsWith('NAME:TAG'))
      return part(word, 'argument', image(word.value));
    if (name === 'COMMAND') {
      const beside = /\bexec$/.test(this.#command.path);
      const how = beside ? 'beside what runs there already' : "in place of the image's own command";
      return part(word, 'inside', `runs in the container, ${how}`);
    }
    if (name === 'ARG') return part(word, 'inside', 'for that command');
    if (name === 'PATH' || this.#command.path === 'docker build')
      return part(
        word,
        'argument',
        word.value === '-'
          ? 'the context comes from standard input'
          : `the build context: what COPY can reach is below ${word.value}`,
      );
    return part(
      word,
      'argument',
      name === ''
        ? 'an argument more than the command takes'
        : `${PLACES[name] ?? name.toLowerCase().replaceAll('|', ' or ')} ${word.value}`,
    );
  }
}

const short = (path: string): string => path.replace(/^docker /, '');

function sentence(text: string, value: string | undefined): string {
  const first = text.split('\n', 1)[0] ?? '';
  return value === undefined ? first : `${first.replace(/[.:]$/, '')}: ${value}`;
}

function part(word: Piece, kind: PartKind, says: string, url?: string): Part {
  return span(word, word, kind, says, url);
}

function span(from: Piece, to: Piece, kind: PartKind, says: string, url?: string): Part {
  const text = to.pos >= from.end ? `${from.text} ${to.text}` : to.text;
  return { start: from.pos, end: to.end, text, kind, says, ...(url === undefined ? {} : { url }) };
}
