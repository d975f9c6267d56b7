import { RULES } from './rules.ts';
import type { LintInput, Rule, Violation } from './violation.ts';

/** What `# check=` and BUILDKIT_DOCKERFILE_CHECK say. */
export interface LintOptions {
  readonly skip: ReadonlySet<string> | 'all';
  readonly experimental: ReadonlySet<string> | 'all';
  /** A finding fails the build. */
  readonly error: boolean;
}

const OPTIONS = ['skip', 'experimental', 'error'];
/** What Go's strconv.ParseBool takes. */
const SWITCHES = '1 t T true TRUE True 0 f F false FALSE False'.split(' ');

/** Options that don't parse; the text is BuildKit's. */
export class LintOptionsError extends Error {}

/** `skip=A,B;error=true` @throws {LintOptionsError} @see buildkit linter.go ParseLintOptions */
export function parseLintOptions(text: string | undefined): LintOptions {
  const fields = new Map<string, string>();
  for (const part of (text ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at <= 0) {
      if (part.trim() === '') continue;
      throw new LintOptionsError(`invalid check option ${JSON.stringify(part)}`);
    }
    const key = part.slice(0, at).trim();
    if (!OPTIONS.includes(key)) throw new LintOptionsError(`invalid check option ${JSON.stringify(key)}`);
    fields.set(key, part.slice(at + 1).trim());
  }
  const error = fields.get('error') ?? 'false';
  if (!SWITCHES.includes(error)) {
    throw new LintOptionsError(
      `failed to parse check option "error=${error}": strconv.ParseBool: parsing ${JSON.stringify(error)}: invalid syntax`,
    );
  }
  const set = (key: string) => {
    const value = fields.get(key) ?? '';
    if (value === 'all') return 'all' as const;
    return new Set(value.split(',').map((name) => name.trim()));
  };
  return {
    skip: set('skip'),
    experimental: set('experimental'),
    error: ['1', 't', 'true'].includes(error.toLowerCase()),
  };
}

const has = (set: ReadonlySet<string> | 'all', name: string): boolean => set === 'all' || set.has(name);

/** Which checks are made. */
const activeRules = ({ skip, experimental }: LintOptions): Rule[] =>
  RULES.filter((rule) => (rule.experimental === true ? has(experimental, rule.name) : !has(skip, rule.name)));

/** All findings, from the first line to the last. @param isEarly of a file with an instruction that is wrong */
export function lint(input: LintInput, options: LintOptions, isEarly = false): Violation[] {
  const rules = activeRules(options).filter(({ early }) => !isEarly || early === true);
  const found = rules.flatMap((rule) => [...rule.test(input)].map((finding): Violation => ({ ...finding, rule })));
  return found.sort((a, b) => a.range.start - b.range.start);
}
