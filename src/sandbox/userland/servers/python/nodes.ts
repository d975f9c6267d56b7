/** Where a node stands: line from 1, columns from 0; `operator` for the marks of a traceback. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly end: number;
  readonly endLine: number;
}

export interface Argument {
  /** Keyword, `*` or `**`; undefined by position. */
  readonly name: string | undefined;
  readonly value: Expression;
}

export interface Parameter {
  readonly name: string;
  readonly fallback: Expression | undefined;
  readonly kind: 'plain' | 'rest' | 'keywords' | 'keyword-only';
}

export interface Comprehension {
  readonly target: Expression;
  readonly source: Expression;
  readonly conditions: readonly Expression[];
}

export type Expression = Place &
  (
    | { readonly type: 'constant'; readonly value: null | boolean | bigint | number | string | Uint8Array }
    | { readonly type: 'name'; readonly name: string }
    | { readonly type: 'format'; readonly parts: readonly FormatPart[] }
    | { readonly type: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[] }
    | { readonly type: 'dict'; readonly entries: readonly (readonly [Expression | undefined, Expression])[] }
    | { readonly type: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly type: 'unary'; readonly operator: string; readonly operand: Expression }
    | { readonly type: 'logic'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
    | {
        readonly type: 'compare';
        readonly first: Expression;
        readonly rest: readonly (readonly [string, Expression])[];
      }
    | { readonly type: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
    | { readonly type: 'attribute'; readonly object: Expression; readonly name: string }
    | { readonly type: 'index'; readonly object: Expression; readonly index: Expression }
    | { readonly type: 'slice'; readonly parts: readonly (Expression | undefined)[] }
    | { readonly type: 'star'; readonly value: Expression }
    | { readonly type: 'if'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression }
    | { readonly type: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
    | { readonly type: 'walrus'; readonly name: string; readonly value: Expression }
    | { readonly type: 'yield'; readonly value: Expression | undefined; readonly from: boolean }
    | {
        readonly type: 'comprehension';
        readonly kind: 'list' | 'set' | 'dict' | 'generator';
        readonly item: Expression;
        readonly value: Expression | undefined;
        readonly loops: readonly Comprehension[];
      }
  );

export type FormatPart =
  | string
  | {
      readonly value: Expression;
      readonly conversion: string;
      readonly spec: readonly FormatPart[];
      readonly shown: string;
    };

export interface Handler {
  readonly type: Expression | undefined;
  readonly name: string | undefined;
  readonly body: readonly Statement[];
}

export type Statement = Place &
  (
    | { readonly type: 'expression'; readonly value: Expression }
    | { readonly type: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression }
    | { readonly type: 'augment'; readonly target: Expression; readonly operator: string; readonly value: Expression }
    | { readonly type: 'pass' | 'break' | 'continue' }
    | { readonly type: 'return'; readonly value: Expression | undefined }
    | { readonly type: 'raise'; readonly value: Expression | undefined; readonly cause: Expression | undefined }
    | { readonly type: 'assert'; readonly test: Expression; readonly message: Expression | undefined }
    | { readonly type: 'delete'; readonly targets: readonly Expression[] }
    | { readonly type: 'global' | 'nonlocal'; readonly names: readonly string[] }
    | { readonly type: 'import'; readonly names: readonly (readonly [string, string | undefined])[] }
    | {
        readonly type: 'from';
        readonly module: string;
        readonly names: readonly (readonly [string, string | undefined])[];
      }
    | {
        readonly type: 'branch';
        readonly test: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly type: 'while';
        readonly test: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly type: 'for';
        readonly target: Expression;
        readonly source: Expression;
        readonly body: readonly Statement[];
        readonly otherwise: readonly Statement[];
      }
    | {
        readonly type: 'try';
        readonly body: readonly Statement[];
        readonly handlers: readonly Handler[];
        readonly otherwise: readonly Statement[];
        readonly last: readonly Statement[];
      }
    | {
        readonly type: 'with';
        readonly items: readonly (readonly [Expression, Expression | undefined])[];
        readonly body: readonly Statement[];
      }
    | {
        readonly type: 'def';
        readonly name: string;
        readonly parameters: readonly Parameter[];
        readonly body: readonly Statement[];
        readonly decorators: readonly Expression[];
        readonly generator: boolean;
      }
    | {
        readonly type: 'class';
        readonly name: string;
        readonly bases: readonly Argument[];
        readonly body: readonly Statement[];
        readonly decorators: readonly Expression[];
      }
  );
