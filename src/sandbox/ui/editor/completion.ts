import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippetCompletion,
} from '@codemirror/autocomplete';
import type { EditorState } from '@codemirror/state';
import type { Vocabulary } from '../../runtimes/questions/question.ts';

/** Instructions at the beginning of a line; after `FROM` the file's own stages are for COPY and FROM. */
export function completeDockerfile({ instructions }: Vocabulary) {
  const options: Completion[] = instructions.map((label) => ({ label, type: 'keyword', apply: `${label} ` }));
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/^\s*(?:ONBUILD\s+)?[A-Za-z]*/i);
    if (word !== null && (word.text.trim() !== '' || context.explicit)) {
      const from = word.from + (/[A-Za-z]*$/.exec(word.text)?.index ?? 0);
      return { from, options, validFor: /^[A-Za-z]*$/ };
    }
    const stage = context.matchBefore(/(?:--from=|^\s*FROM\s+)[\w.-]*/i);
    if (stage === null) return null;
    const from = stage.from + (/[\w.-]*$/.exec(stage.text)?.index ?? 0);
    return { from, options: stagesOf(context.state).map((label) => ({ label, type: 'variable' })) };
  };
}

const stagesOf = (state: EditorState): string[] =>
  [...state.doc.toString().matchAll(/^\s*FROM\s+.*?\s+AS\s+([\w.-]+)/gim)].map(([, name = '']) => name);

/** Keys of a Compose file that fit where the cursor stands, with what they mean. */
export function completeCompose({ composeKeys }: Vocabulary) {
  return (context: CompletionContext): CompletionResult | null => {
    const word = context.matchBefore(/^\s*(?:- )?[\w-]*/);
    if (word === null || (word.text.trim() === '' && !context.explicit)) return null;
    const [indent = ''] = /^\s*(?:- )?/.exec(word.text) ?? [];
    const place = keysAbove(context.state, context.pos, indent.length);
    const keys = composeKeys[placeOf(place)];
    if (keys === undefined) return null;
    const options = Object.entries(keys).map(([label, info]) =>
      snippetCompletion(`${label}: \${}`, { label, type: 'property', info: info.replaceAll('`', '') }),
    );
    return { from: word.from + indent.length, options, validFor: /^[\w-]*$/ };
  };
}

/** Keys that the line at `position` stands under, from the outermost. */
function keysAbove(state: EditorState, position: number, indent: number): string[] {
  const keys: string[] = [];
  let limit = indent;
  for (let number = state.doc.lineAt(position).number - 1; number > 0 && limit > 0; number--) {
    const [, space = '', key] = /^(\s*(?:- )?)([\w.-]+):/.exec(state.doc.line(number).text) ?? [];
    if (key === undefined || space.length >= limit) continue;
    keys.unshift(key);
    limit = space.length;
  }
  return keys;
}

/** `services.*.build` of `services`, `web`, `build`. */
const placeOf = (keys: readonly string[]): string => keys.map((key, index) => (index === 1 ? '*' : key)).join('.');
