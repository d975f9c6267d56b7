/** What apt-get was asked for. */
export interface Request {
  readonly command: string | undefined;
  readonly names: readonly string[];
  readonly yes: boolean;
  readonly recommends: boolean;
  /** 0 on a terminal, 1 elsewhere or with -q, 2 with -qq. */
  readonly quiet: number;
  /** `Reading package lists... Done`, as the quietness wants it. */
  readonly reading: (what: string) => string;
}

const KNOWN = new Set([
  '--no-install-suggests',
  '--fix-missing',
  '--allow-unauthenticated',
  '--auto-remove',
  '--purge',
  '--no-upgrade',
]);

/** @returns an option that isn't known, or the request */
export function readRequest(args: readonly string[], terminal: boolean): Request | { readonly unknown: string } {
  const words: string[] = [];
  let [yes, recommends, quiet] = [false, true, terminal ? 0 : 1];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '-y' || word === '--yes' || word === '--assume-yes') yes = true;
    else if (word === '--no-install-recommends') recommends = false;
    else if (word === '--install-recommends') recommends = true;
    else if (word === '--quiet') quiet = Math.max(quiet, 1);
    else if (/^-q=\d$/.test(word)) quiet = Number(word.slice(3));
    else if (word === '-o' || word === '-t') rest.shift();
    else if (/^-[yqf]{2,}$/.test(word) || word === '-q') {
      yes ||= word.includes('y');
      quiet = Math.max(quiet, word.split('q').length - 1);
    } else if (KNOWN.has(word) || /^-[oft]/.test(word)) continue;
    else if (word.startsWith('-')) return { unknown: word };
    else words.push(word);
  }
  const [command, ...names] = words;
  const reading = (what: string) => `${what}...${quiet === 0 ? ' Done' : ''}\n`;
  return { command, names, yes: yes || quiet > 1, recommends, quiet, reading };
}
