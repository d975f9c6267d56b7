import type { Call } from '../tool/call.ts';
import { Creation } from './create.ts';
import { Reading } from './extract.ts';

export async function runTar(call: Call): Promise<number> {
  const action = call.options.lastOf('cxtru');
  if (action === undefined) {
    if (!call.gnu) return call.misuse();
    await call.process.err(
      `${call.name}: You must specify one of the '-Acdtrux', '--delete' or '--test-label' options\nTry '${call.name} --help' or '${call.name} --usage' for more information.\n`,
    );
    return 2;
  }
  if (call.has('j') || call.has('J') || action === 'r' || action === 'u') {
    await call.process.err(`drydock: not simulated: tar -${call.options.lastOf('jJru') ?? ''}\n`);
    return 2;
  }
  if (action === 'c') return new Creation(call).create();
  const worker = new Reading(call);
  return action === 't' ? worker.list() : worker.extract();
}
