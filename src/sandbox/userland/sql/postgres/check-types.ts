import type { SqlFile } from '../engine.ts';
import { columnsOf } from '../schema.ts';
import { quotedName } from '../tokens.ts';
import { PostgresFault } from './faults.ts';

/** SQLite takes any value in any column: what PostgreSQL would refuse is found here, `'t'` becomes true. @throws {PostgresFault} */
export function checkTypes(file: SqlFile, table: string): void {
  for (const { name, type } of columnsOf(file, table)) {
    const column = quotedName(name);
    const first = (condition: string) =>
      file.query(`SELECT ${column} FROM ${quotedName(table)} WHERE ${condition} LIMIT 1`).rows[0]?.[0];
    if (/^(integer|bigint|smallint|numeric|real|double)/.test(type)) {
      const bad = first(`typeof(${column}) = 'text'`);
      if (bad !== undefined)
        throw new PostgresFault(`invalid input syntax for type ${type.replace(/\(.*/, '')}: "${String(bad)}"`);
    }
    if (type === 'boolean') {
      const bad = first(
        `typeof(${column}) = 'text' AND lower(${column}) NOT IN ('t','true','yes','on','y','f','false','no','off','n')`,
      );
      if (bad !== undefined) throw new PostgresFault(`invalid input syntax for type boolean: "${String(bad)}"`);
      file.query(
        `UPDATE ${quotedName(table)} SET ${column} = lower(${column}) IN ('t','true','yes','on','y') WHERE typeof(${column}) = 'text'`,
      );
    }
    const [, size] = /^character varying\((\d+)\)$/.exec(type) ?? [];
    if (size !== undefined && first(`length(${column}) > ${size}`) !== undefined)
      throw new PostgresFault(`value too long for type ${type}`);
  }
}
