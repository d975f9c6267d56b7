import { decode } from '../../../../kernel/bytes.ts';
import { exceptionClass } from '../exceptions.ts';
import type { Interpreter } from '../interpreter.ts';
import { dumps, loads } from '../json.ts';
import { moduleOf } from '../module-of.ts';
import type { PyModule } from '../values.ts';

/** Texts of JSON, and files of them. */
export function jsonModule(interpreter: Interpreter): PyModule {
  return moduleOf(
    'json',
    {
      dumps: ([value = null], keywords) => {
        const indent = keywords.get('indent');
        return dumps(value, {
          sort: keywords.get('sort_keys') === true,
          ...(typeof indent === 'bigint' && { indent: Number(indent) }),
        });
      },
      loads: ([text = '']) => loads(text instanceof Uint8Array ? decode(text) : String(text)),
      load: async ([file = null]) =>
        loads(String(await interpreter.call(await interpreter.attribute(file, 'read'), []))),
      dump: async ([value = null, file = null]) =>
        interpreter.call(await interpreter.attribute(file, 'write'), [dumps(value)]),
    },
    { JSONDecodeError: exceptionClass('JSONDecodeError') },
  );
}
