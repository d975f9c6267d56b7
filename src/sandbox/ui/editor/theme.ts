import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours are the page's custom properties, which change with its theme. */
const frame = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--console)', fontSize: '0.875rem' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--console-prompt)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--console-prompt)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--selection)',
  },
  '.cm-gutters': { backgroundColor: 'var(--console)', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--surface)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--radius)',
    maxWidth: '36rem',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--mono)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: 'var(--accent)', color: 'var(--on-accent)' },
  '.cm-completionInfo': {
    fontFamily: 'var(--sans)',
    fontSize: '0.875rem',
    padding: '0.5rem 0.7rem',
    maxWidth: '20rem',
  },
  '.cm-diagnostic': { fontFamily: 'var(--sans)', fontSize: '0.875rem', padding: '0.35rem 0.6rem' },
  '.cm-diagnostic-error': { borderLeft: '4px solid var(--accent)' },
  '.cm-diagnostic-warning': { borderLeft: '4px solid var(--token-constant)' },
  '.cm-diagnosticSource': { fontSize: '0.8125rem', opacity: '1', color: 'var(--muted)' },
  '.cm-diagnosticAction': { color: 'var(--on-accent)', backgroundColor: 'var(--accent)' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--accent)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--token-constant)',
    textUnderlineOffset: '3px',
  },
  '.cm-panels': { backgroundColor: 'var(--raised)', color: 'var(--text)', borderColor: 'var(--line)' },
  '.cm-searchMatch': { backgroundColor: 'var(--mark)' },
  '.cm-textfield': { backgroundColor: 'var(--paper)', color: 'var(--text)', border: '1px solid var(--line-strong)' },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    border: '1px solid var(--line-strong)',
  },
});

const tokens = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.tagName, tags.atom], color: 'var(--token-keyword)' },
  { tag: [tags.string, tags.attributeValue, tags.special(tags.string)], color: 'var(--token-string)' },
  { tag: [tags.number, tags.bool, tags.literal, tags.meta, tags.self], color: 'var(--token-constant)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--token-comment)', fontStyle: 'italic' },
  {
    tag: [
      tags.propertyName,
      tags.attributeName,
      tags.standard(tags.name),
      tags.definition(tags.variableName),
      tags.typeName,
    ],
    color: 'var(--token-function)',
  },
  { tag: [tags.punctuation, tags.operator, tags.bracket], color: 'var(--token-punctuation)' },
]);

export const editorTheme = [frame, syntaxHighlighting(tokens)];
