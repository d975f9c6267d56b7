import { strftime } from '../../text/strftime.ts';
import type { Interpreter } from './interpreter.ts';
import { moduleOf } from './module-of.ts';
import { type Native, PyBuiltin, PyClass, PyInstance, type PyModule } from './values.ts';

/** The module datetime. */
export function datetimeModule(interpreter: Interpreter): PyModule {
  const type = new PyClass('datetime', []);
  const make = (ms: number): PyInstance => {
    const instance = new PyInstance(type);
    const date = new Date(ms);
    const parts: Readonly<Record<string, number>> = {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
      second: date.getUTCSeconds(),
      microsecond: Math.floor((ms % 1000) * 1000),
    };
    for (const [key, value] of Object.entries(parts)) instance.attributes.set(key, BigInt(value));
    const fraction = String(parts['microsecond'] ?? 0).padStart(6, '0');
    instance.attributes.set('strftime', new PyBuiltin('strftime', ([format]) => strftime(String(format), ms)));
    instance.attributes.set(
      'isoformat',
      new PyBuiltin('isoformat', () => `${strftime('%Y-%m-%dT%H:%M:%S', ms)}.${fraction}`),
    );
    instance.attributes.set('timestamp', new PyBuiltin('timestamp', () => ms / 1000));
    instance.attributes.set('text', `${strftime('%Y-%m-%d %H:%M:%S', ms)}.${fraction}`);
    return instance;
  };
  const now: Native = () => make(interpreter.process.kernel.clock.now());
  type.attributes.set('now', new PyBuiltin('now', now));
  type.attributes.set('utcnow', new PyBuiltin('utcnow', now));
  type.attributes.set(
    '__str__',
    new PyBuiltin('__str__', ([self = null]) =>
      self instanceof PyInstance ? (self.attributes.get('text') ?? '') : '',
    ),
  );
  const date = new PyClass('date', []);
  date.attributes.set(
    'today',
    new PyBuiltin('today', () => strftime('%Y-%m-%d', interpreter.process.kernel.clock.now())),
  );
  return moduleOf('datetime', {}, { datetime: type, date });
}
