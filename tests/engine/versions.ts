import { ENGINE_VERSION } from '../../src/sandbox/api/transport.ts';
import type { StepResult } from '../../src/sandbox/runtimes/scenario.ts';

type Output = Pick<StepResult, 'stdout' | 'stderr'>;

/** Lists that the CLI prints in the order of a Go map, another at every run: names of networks, labels. */
const UNORDERED = /[^\s",]+(?:,[^\s",]+)+/g;
const inOrder = (text: string): string => text.replace(UNORDERED, (list) => list.split(',').toSorted().join(','));

/** Whether `docker run … | head` writes on after head has gone is a race, told in a line of its own. */
const RACE = /^write \/dev\/stdout: broken pipe\n/gm;
const withoutRace = (text: string): string => text.replace(RACE, '');

/** What other versions of the CLI print otherwise, and why. */
const WORDS: readonly { readonly why: string; readonly ours: RegExp; readonly theirs: (match: string) => string }[] = [
  {
    why: '28.2 has nat.ParsePortSpec with errors in lower case; 28.5 has its own copy with capitals',
    ours: /^docker: Invalid (?=hostPort|containerPort|proto|ranges)/gm,
    theirs: () => 'docker: invalid ',
  },
  {
    why: 'the same, of addresses',
    ours: /^docker: Invalid ip address: /gm,
    theirs: () => 'docker: invalid IP address: ',
  },
  {
    why: 'the same, with the spec in the error',
    ours: /^docker: No port specified: /gm,
    theirs: () => 'docker: no port specified: ',
  },
  {
    why: 'the same, of an address with colons and no brackets',
    ours: /^docker: Invalid ip address (\S+): address \S+ too many colons in address$/gm,
    theirs: (match) => `docker: invalid IP address: ${match.split(' ')[4]?.replace(/:$/, '')}`,
  },
  {
    why: 'the same, where a flag is read',
    ours: /(?<=" flag: )Invalid (?=hostPort|containerPort|proto|ranges)/g,
    theirs: () => 'invalid ',
  },
  {
    why: 'the same, of ranges',
    ours: /Invalid range specified for the Port: /g,
    theirs: () => 'invalid range specified for port: ',
  },
];

/** Commands for which another version asks the daemon for something else. */
const ASKED: readonly { readonly why: string; readonly run: RegExp }[] = [
  { why: '28.2 adds its own value to a filter dangling', run: /image prune .*--filter dangling=/ },
  {
    why: '28.2 makes jobs without the policies that are usual',
    run: /service inspect .*\.RestartPolicy\}\}.*\.UpdateConfig/,
  },
];

/** Whether the CLI of this version asks our engine for the same. */
export const asksTheSame = (version: string, run: string): boolean =>
  version === ENGINE_VERSION || !ASKED.some((other) => other.run.test(run));

/** What another version takes and hands to the daemon, whose answer is then another. */
const TAKEN: readonly { readonly why: string; readonly ours: RegExp }[] = [
  { why: '28.2 takes an IPv6 address without brackets', ours: /^docker: Invalid ip address [0-9a-f:]+: address / },
];

/**
 * Forgives what differs because of the CLI's version, or of its random order.
 * @param version of the CLI on PATH: `28.2.2`
 * @returns what the CLI printed, with our CLI's words where only the version differs
 */
export const differencesOf =
  (version: string) =>
  (ours: Output, printed: Output): Output => {
    const isRaced = withoutRace(ours.stderr) === withoutRace(printed.stderr);
    const theirs = { ...printed, stderr: isRaced ? ours.stderr : printed.stderr };
    const stdout = inOrder(ours.stdout) === inOrder(theirs.stdout) ? ours.stdout : theirs.stdout;
    if (version === ENGINE_VERSION) return { stdout, stderr: theirs.stderr };
    return {
      stdout: stdout === ours.stdout ? stdout : stdout.replaceAll(version, ENGINE_VERSION),
      stderr:
        TAKEN.some(({ ours: pattern }) => pattern.test(ours.stderr) && theirs.stderr.includes('from daemon')) ||
        WORDS.some(({ ours: pattern, theirs: to }) => ours.stderr.replace(pattern, to) === theirs.stderr)
          ? ours.stderr
          : theirs.stderr,
    };
  };
