/** Where an expression stands: line, and columns from and to, counted from 1. */
export interface Place {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'variable'; readonly name: string; readonly place: Place }
  | { readonly kind: 'index'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly place: Place }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'choice'; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | {
      readonly kind: 'for';
      readonly names: readonly string[];
      readonly over: Expression;
      /** Undefined makes a list. */
      readonly key: Expression | undefined;
      readonly value: Expression;
      readonly test: Expression | undefined;
    };

/** `target "web" { … }`, with its settings in the order of the file. */
export interface Block {
  readonly type: string;
  readonly labels: readonly string[];
  readonly settings: ReadonlyMap<string, Expression>;
}

/** A file: blocks, and settings outside of them. */
export interface HclFile {
  readonly blocks: readonly Block[];
  readonly settings: ReadonlyMap<string, Expression>;
}
