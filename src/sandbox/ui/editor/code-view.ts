import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorState, type Text } from '@codemirror/state';
import { EditorView, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers } from '@codemirror/view';
import type { Finding, Vocabulary } from '../../runtimes/questions/question.ts';
import { completeCompose, completeDockerfile } from './completion.ts';
import { highlighting, languageOf } from './language.ts';
import { editorTheme } from './theme.ts';

export interface CodeListener {
  /** The reader has changed the text. */
  changed(text: string): void;
  /** Ctrl-S */
  save(): void;
  /** The cursor stands in another line, from 1. */
  line(number: number): void;
}

/** Marks changes that come from the host's file system, not from the keyboard. */
const fromHost = Annotation.define<boolean>();

/**
 * CodeMirror in a shadow root: there it makes its styles adopted style sheets, which the page's policy allows.
 * Esc, then Tab leaves it; Tab alone indents.
 */
export class CodeView {
  readonly #view: EditorView;
  readonly #language = new Compartment();
  readonly #completion = new Compartment();
  readonly #label = new Compartment();
  #path = '';

  constructor(place: HTMLElement, listener: CodeListener) {
    const root = place.attachShadow({ mode: 'open' });
    let line = 1;
    this.#view = new EditorView({
      parent: root as unknown as Element,
      root,
      state: EditorState.create({
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          indentOnInput(),
          indentUnit.of('  '),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          EditorView.lineWrapping,
          editorTheme,
          this.#language.of([]),
          this.#completion.of([]),
          this.#label.of([]),
          keymap.of([
            {
              key: 'Mod-s',
              preventDefault: true,
              run: () => {
                listener.save();
                return true;
              },
            },
            ...closeBracketsKeymap,
            ...defaultKeymap,
            ...searchKeymap,
            ...historyKeymap,
            ...completionKeymap,
            ...lintKeymap,
            indentWithTab,
          ]),
          EditorView.updateListener.of(({ docChanged, transactions, state }) => {
            const own = !transactions.some((transaction) => transaction.annotation(fromHost) === true);
            if (docChanged && own) listener.changed(state.doc.toString());
            const now = state.doc.lineAt(state.selection.main.head).number;
            if (now !== line || docChanged) listener.line((line = now));
          }),
        ],
      }),
    });
  }

  get text(): string {
    return this.#view.state.doc.toString();
  }

  get line(): number {
    return this.#view.state.doc.lineAt(this.#view.state.selection.main.head).number;
  }

  /** Shows another file. */
  async open(path: string, text: string, vocabulary: Vocabulary | undefined): Promise<void> {
    this.#path = path;
    const name = languageOf(path);
    const language = await highlighting(name);
    if (this.#path !== path) return;
    const source =
      vocabulary === undefined
        ? []
        : name === 'dockerfile'
          ? [completeDockerfile(vocabulary)]
          : name === 'compose'
            ? [completeCompose(vocabulary)]
            : [];
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: { anchor: 0 },
      annotations: fromHost.of(true),
      effects: [
        this.#language.reconfigure(language),
        this.#completion.reconfigure(autocompletion({ override: source })),
        this.#label.reconfigure(EditorView.contentAttributes.of({ 'aria-label': `Text of ${path}` })),
      ],
    });
    this.mark([]);
  }

  /** The file has changed on the host: takes its text over, and leaves the cursor where it is. */
  replace(text: string): void {
    if (text === this.text) return;
    const head = Math.min(this.#view.state.selection.main.head, text.length);
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: { anchor: head },
      annotations: fromHost.of(true),
    });
  }

  mark(findings: readonly Finding[]): void {
    const { doc } = this.#view.state;
    this.#view.dispatch(
      setDiagnostics(
        this.#view.state,
        findings.map((finding) => diagnostic(doc, finding)),
      ),
    );
  }

  focus(): void {
    this.#view.focus();
  }
}

function diagnostic(doc: Text, { severity, startLine, endLine, columns, message, source, url }: Finding): Diagnostic {
  const lineAt = (number: number) => doc.line(Math.max(1, Math.min(number, doc.lines)));
  const first = lineAt(startLine);
  const from = columns === undefined ? first.from : Math.min(first.from + columns.from - 1, first.to);
  const to = columns === undefined ? lineAt(endLine).to : Math.min(first.from + columns.to - 1, first.to);
  const actions =
    url === undefined ? [] : [{ name: 'About the rule', apply: () => void window.open(url, '_blank', 'noopener') }];
  return { from, to, severity, message, source, actions };
}
