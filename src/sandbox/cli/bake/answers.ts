import type { BuildEvent, BuildRequest } from '../../api/types/build.ts';
import { checkJson, checkReport } from '../build/check-report.ts';
import { targetsText } from '../build/targets-text.ts';
import { StatusError } from '../errors.ts';
import type { Io } from '../io.ts';
import { goJson } from './go-json.ts';
import { type BakeTarget, printed } from './target.ts';

type Answer = { readonly call: BuildRequest['call']; readonly json: boolean } & (
  Extract<BuildEvent, { type: 'checked' }> | Extract<BuildEvent, { type: 'described' }>
);

/** What targets answered that were asked instead of built: `--check`, `--call=outline`. */
export interface Answers {
  readonly groups: Readonly<Record<string, { readonly targets: readonly string[] | null }>>;
  readonly targets: ReadonlyMap<string, BakeTarget>;
  readonly found: Map<string, Answer>;
}

/** Prints them. @throws {StatusError} 1 when a check has found something */
export async function answersOf(io: Io, { groups, targets, found }: Answers): Promise<void> {
  const names = [...found.keys()].sort();
  const all = names.flatMap((name) => found.get(name) ?? []);
  if (all.length === 0) return;
  if (all.some(({ json }) => json)) {
    const shown = names.map((name) => {
      const answer = found.get(name);
      if (answer === undefined) return [name, {}];
      const target = { ...targets.get(name), call: answer.call === 'check' ? 'lint' : answer.call };
      return [name, { build: printed(target), [answer.call]: sorted(JSON.parse(textOf(answer, true)) as object) }];
    });
    await io.out(`${goJson({ group: groups, target: Object.fromEntries(shown) })}\n`);
  } else {
    await io.out(
      names
        .map((name, index) => {
          const answer = found.get(name);
          return answer === undefined
            ? ''
            : `${name}\n\n${textOf(answer, false)}${index < names.length - 1 ? '\n' : ''}`;
        })
        .join(''),
    );
  }
  for (const answer of all) {
    if (answer.type !== 'checked') continue;
    if (answer.error !== undefined) throw new StatusError(1, `ERROR: ${answer.error.message}`);
    if (answer.warnings.length > 0) throw new StatusError(1);
  }
}

const textOf = (answer: Answer, json: boolean): string => {
  if (answer.type === 'described') return targetsText(answer, answer.call, json);
  const { warnings, error } = answer;
  return json ? checkJson(warnings, error) : checkReport(warnings, error !== undefined);
};

const sorted = (record: object) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
