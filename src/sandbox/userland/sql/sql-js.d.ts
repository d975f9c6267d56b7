/** What the sandbox uses of sql.js: SQLite in WebAssembly, whose octets stand in the script itself. */
declare module 'sql.js/dist/sql-wasm-inline.js' {
  export type SqlValue = number | string | Uint8Array | null;
  export interface SqlStatement {
    step(): boolean;
    get(): SqlValue[];
    getColumnNames(): string[];
    free(): boolean;
  }
  export interface SqlDatabase {
    prepare(sql: string): SqlStatement;
    run(sql: string): SqlDatabase;
    export(): Uint8Array<ArrayBuffer>;
    close(): void;
    getRowsModified(): number;
    create_function(name: string, body: (...args: never[]) => SqlValue): SqlDatabase;
  }
  const initSqlJs: () => Promise<{ Database: new (octets?: Uint8Array) => SqlDatabase }>;
  export { initSqlJs as default };
}
