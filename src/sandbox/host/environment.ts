/** Where a shell of the host looks for programs. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What a login on the host's console finds. */
export function loginEnvironment(extra: Readonly<Record<string, string>> = {}): Map<string, string> {
  return new Map(
    Object.entries({
      SHELL: '/bin/bash',
      HOME: '/root',
      LOGNAME: 'root',
      USER: 'root',
      LANG: 'C.UTF-8',
      PATH,
      ...extra,
    }),
  );
}
