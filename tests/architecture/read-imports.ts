import ts from 'typescript';

/** How a file names another: a type alone leaves nothing at run time, a URL starts a worker. */
export type ImportKind = 'value' | 'type' | 'url';

export interface Import {
  readonly specifier: string;
  readonly kind: ImportKind;
  readonly line: number;
}

/** Every import of a source file: TypeScript, JavaScript, Astro (frontmatter and scripts) or MDX. */
export function readImports(path: string, text: string): readonly Import[] {
  if (path.endsWith('.astro')) return scriptsOf(text).flatMap(({ code, line }) => parse(path, code, line));
  if (path.endsWith('.mdx')) return parse(path, text.replace(/^(?!import\s).*$/gm, ''), 1);
  return parse(path, text, 1);
}

interface Script {
  readonly code: string;
  readonly line: number;
}

function scriptsOf(astro: string): readonly Script[] {
  const blocks = [...astro.matchAll(/^---\n(.*?)^---$/gms), ...astro.matchAll(/<script\b[^>]*>(.*?)<\/script>/gs)];
  return blocks.map(({ 0: whole, 1: code = '', index }) => {
    const start = index + whole.indexOf(code);
    return { code, line: astro.slice(0, start).split('\n').length };
  });
}

function parse(path: string, code: string, firstLine: number): readonly Import[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: Import[] = [];

  function add(specifier: ts.Node | undefined, kind: ImportKind): void {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const { line } = source.getLineAndCharacterOfPosition(specifier.getStart());
    found.push({ specifier: specifier.text, kind, line: firstLine + line });
  }

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeOnly(node.importClause) ? 'type' : 'value');
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? 'type' : 'value');
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, 'type');
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], 'value');
    } else if (ts.isNewExpression(node) && node.expression.getText() === 'URL') {
      const [target, base] = node.arguments ?? [];
      if (base?.getText() === 'import.meta.url' && /\.[mc]?[jt]s['"`]$/.test(target?.getText() ?? ''))
        add(target, 'url');
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const names = clause.namedBindings;
  if (clause.name !== undefined || names === undefined || !ts.isNamedImports(names)) return false;
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly);
}
