import { Errno } from '../../kernel/errno.ts';
import { decode } from '../../kernel/bytes.ts';
import { StatusError, UsageError } from '../errors.ts';
import { goError } from '../error-text.ts';
import type { Io } from '../io.ts';

/** `id=token,src=file`, `id=token,env=VAR`, `id=token`. @see buildx util/buildflags/secrets.go */
export async function readSecret(io: Io, text: string): Promise<readonly [string, string]> {
  const fields = new Map(
    text.split(',').map((field): [string, string] => {
      const at = field.indexOf('=');
      if (at < 0) throw new StatusError(1, `ERROR: invalid field '${field}' must be a key=value pair`);
      return [field.slice(0, at).toLowerCase(), field.slice(at + 1)];
    }),
  );
  for (const key of fields.keys()) {
    if (!['type', 'id', 'src', 'source', 'env'].includes(key)) {
      throw new StatusError(1, `ERROR: unexpected key '${key}' in '${key}=${fields.get(key) ?? ''}'`);
    }
  }
  const type = fields.get('type') ?? '';
  if (type !== '' && type !== 'file' && type !== 'env')
    throw new UsageError(`unsupported secret type ${JSON.stringify(type)}`);
  const source = fields.get('src') ?? fields.get('source');
  const variable = fields.get('env') ?? (type === 'env' ? source : undefined);
  const id = fields.get('id') ?? '';
  if (id === '') throw new UsageError('secret missing ID');
  if (variable !== undefined) return [id, io.env.get(variable) ?? ''];
  if (source === undefined && io.env.has(id)) return [id, io.env.get(id) ?? ''];
  const path = source ?? id;
  try {
    return [id, decode(await io.readFile(path))];
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    throw new UsageError(`failed to stat ${path}: stat ${path}: ${goError(error)}`);
  }
}
