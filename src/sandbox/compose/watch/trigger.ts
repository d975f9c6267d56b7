import { IgnorePatterns, readIgnoreFile } from '../../api/ignore-patterns.ts';
import type { Io } from '../../cli/io.ts';
import { ComposeError } from '../model/error.ts';
import { readText } from '../model/files.ts';
import type { Service, WatchRule } from '../model/service.ts';

/** A rule of a service, and which files it is about. */
export interface Trigger {
  readonly service: Service;
  readonly rule: WatchRule;
  /** @param inside path below that of the rule */
  readonly concerns: (inside: string) => boolean;
}

const rulesOf = ({ develop }: Service): readonly WatchRule[] => develop?.watch ?? [];

/** What editors and version control leave lying about. @see docker/compose pkg/watch, EphemeralPathMatcher */
const EPHEMERAL = ['**/.git', '**/*.swp', '**/*.swx', '**/*~', '**/.#*', '**/.idea', '**/.DS_Store'];

const listOf = (value: string | readonly string[] = []): readonly string[] =>
  typeof value === 'string' ? [value] : value;

/** @throws {ComposeError} `can't watch service "app" with action rebuild without a build context` */
export function triggersOf(io: Pick<Io, 'fs'>, service: Service): Trigger[] {
  return rulesOf(service).map((rule) => {
    if (rule.action === 'rebuild' && service.build === undefined) {
      throw new ComposeError(
        `can't watch service ${JSON.stringify(service.name)} with action rebuild without a build context`,
      );
    }
    const ignored = new IgnorePatterns([...readIgnoreFile(listOf(rule.ignore).join('\n')), ...EPHEMERAL]);
    const included = listOf(rule.include).length === 0 ? undefined : new IgnorePatterns([...listOf(rule.include)]);
    const context = contextIgnore(io, service);
    const concerns = (inside: string): boolean => {
      if (inside !== '' && (ignored.matches(inside) || context(rule.path, inside))) return false;
      return included === undefined || included.matches(inside);
    };
    return { service, rule, concerns };
  });
}

/** Files that .dockerignore keeps out of the build are not synchronised either. */
function contextIgnore({ fs }: Pick<Io, 'fs'>, { build }: Service): (path: string, inside: string) => boolean {
  const file = `${build?.context ?? ''}/.dockerignore`;
  if (build === undefined || !fs.exists(file)) return () => false;
  const patterns = new IgnorePatterns(readIgnoreFile(readText({ fs }, file)));
  return (path, inside) => {
    const whole = `${path}/${inside}`;
    const root = `${build.context.replace(/\/+$/, '')}/`;
    return whole.startsWith(root) && patterns.matches(whole.slice(root.length));
  };
}
