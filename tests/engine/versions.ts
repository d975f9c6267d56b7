import { ENGINE_VERSION } from '../../src/sandbox/api/transport.ts';
import type { StepResult } from '../../src/sandbox/runtimes/scenario.ts';

type Output = Pick<StepResult, 'stdout' | 'stderr'>;

/** Lists that the CLI prints in the order of a Go map, another at every run: names of networks, labels. */
const UNORDERED = /[^\s",]+(?:,[^\s",]+)+/g;
const inOrder = (text: string): string => text.replace(UNORDERED, (list) => list.split(',').toSorted().join(','));

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
];

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
  (ours: Output, theirs: Output): Output => {
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
