/** Errors of the inventory (by place, from 0) that cannot arise on this host. */
export const NOT_HERE: Readonly<Record<number, string>> = {
  43: 'the prompt is root: everybody may use the socket',
};

const NO_NETWORK =
  'the registry of the recordings is a mirror: names that it lacks are asked for at Docker Hub, in vain';
const NEWER = 'Docker 29 words it otherwise';

/** Errors of which the recorded engine (28.5.2) has other words than the list, which was made for 29.x. */
export const OTHER_WORDS: Readonly<Record<number, string>> = {
  0: 'without "dockerfile parse error on line 7: "',
  6: NO_NETWORK,
  7: NO_NETWORK,
  14: 'Invalid hostPort, with a capital',
  17: 'a state, not a message',
  21: 'SRun, a slip of docker 28',
  23: 'Container, with a capital',
  24: 'Error: No such object, with capitals',
  29: NEWER,
  30: 'the list leaves out the middle',
  32: 'the registry of the recordings has one platform only, and gives it with a warning',
  33: 'the containerd image store; the recorded one is the classic',
  39: 'the least version is 1.24',
  40: NO_NETWORK,
  44: 'unable to remove repository reference "nginx" (must force)',
  47: 'failed to set up container networking, before it',
  51: 'the input device is not a TTY',
  54: 'nobody listens at another address than the socket',
  59: 'Invalid containerPort, with a capital',
};

/** Steps that print something else than the engine, with the reason. */
export const DIFFERS: Readonly<Record<string, string>> = {};
