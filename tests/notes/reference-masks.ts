/** What no two machines agree on: dates, times, ids of builds and of a swarm, numbers of namespaces, names and addresses of links. */
const EVERYWHERE = [
  '(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT',
  // The time of a file, in nginx's answers.
  '(?<=ETag: ")[0-9a-f]+(?=-)',
  '(?<="Created":)\\d{10}\\b',
  '\\d{4}[/-]\\d\\d[/-]\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?',
  '((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\\d+ +\\d\\d:\\d\\d(:\\d\\d)?( UTC)?( \\d{4})?',
  '(?<![0-9a-f:])\\d\\d:\\d\\d:\\d\\d(?![0-9a-f:])',
  '^(#\\d+ )?\\d+\\.\\d{2,3} ',
  '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  '\\b(?=[a-z]*\\d)[0-9a-z]{25}\\b',
  'SWMTKN-1-[0-9a-z]{50}',
  '\\[40\\d{8}\\]',
  'veth[0-9a-f]{7}',
  '@if\\d+',
  '(?<=/session-)\\d+(?=\\.scope)',
  // Made of the address of a card, which is drawn at random.
  '\\bfe80:(:[0-9a-f]{1,4}){4}\\b',
  // The address of the machine itself, and that of its name server.
  '(?<=\\bswarm join --token \\S+ )\\d+(\\.\\d+){3}(?=:2377)',
  '(?<=ExtServers: \\[host\\()\\d+(\\.\\d+){3}',
  '(?<=/tmp/empty-dir)\\d+',
  // Debian's packages add a suffix to the version.
  '28\\.5\\.2(\\+dfsg\\d*)?',
  'v?2\\.40\\.3(-\\d+)?',
  // Releases of the kernel, of what the engine was built with, of programs in the images.
  '\\b6\\.\\d+\\.\\d+[-+][\\w.+-]+',
  '\\bgo1\\.\\d+(\\.\\d+)?',
  '(?<=\\b(containerd|runc) )v?\\d+\\.\\d+\\.\\d+[\\w.+-]*',
  'Debian GNU/Linux (forky/sid|\\d+ \\(\\w+\\))( \\(containerized\\))?',
  '(?<=nginx/)\\d+\\.\\d+\\.\\d+',
  // iproute2 shows queues without a length from release 7 on.
  '(?<=\\bgroup default)( qlen 0)? *$',
  // Of the server for names that a container has of its own.
  '(?<=\\b127\\.0\\.0\\.11:)\\d+',
  'v?0\\.29\\.1(\\+ds\\d+)?',
  // A manifest is as long as the sizes in it have digits.
  '(?<=\\bdigest: sha256:[0-9a-f]{64} size: )\\d+',
  // Ports that the engine hands out one after another, for as long as it runs.
  '(?<=:)32[789]\\d\\d\\b',
];

/** Of commands that tell processes: numbers, but 1, and the times of day they began; short ids of a swarm. */
const BY_COMMAND: readonly (readonly [command: RegExp, masks: readonly string[]])[] = [
  [
    /\bdocker (?:compose )?top\b|(?<!docker |compose )\bps -|\bexec (?:-\S+ )*\S+ ps\b|\bpgrep\b|\blsns\b|State\.Pid|NSpid|\brunc\b.* list\b/,
    // The share of a processor comes before the time.
    [
      '(?<=\\s)\\d+(?= +\\d\\d:\\d\\d\\s)',
      '^ *(?!1\\b)\\d+(?=\\s|$)',
      '(?<=\\s)(?!1\\b)\\d+(?=\\s|$)',
      '(?<=\\s)\\d\\d:\\d\\d(?=\\s)',
    ],
  ],
  // What is measured of a container.
  [/\bdocker (?:compose |container )?stats\b/, ['\\d+\\.\\d\\d%']],
  [/\bdocker (?:service|node|secret|config|stack)\b/, ['\\b(?=[a-z]*\\d)[0-9a-z]{12}\\b']],
  // In lower case, which no rule of compare.mjs knows.
  [
    /\bdocker (?:service|node|stack) ps\b/,
    ['(less than a second|about an? (minute|hour)|\\d+ (second|minute|hour)s?) ago *'],
  ],
];

/** @returns patterns of what a command's two answers may differ in. */
export const masksOf = (command: string): readonly string[] => [
  ...EVERYWHERE,
  ...BY_COMMAND.flatMap(([pattern, masks]) => (pattern.test(command) ? masks : [])),
];
