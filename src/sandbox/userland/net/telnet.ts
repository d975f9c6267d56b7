import { Errno } from '../../kernel/errno.ts';
import { connect } from '../../kernel/net/connect.ts';
import { NameError, resolveName } from '../../kernel/net/resolve-name.ts';
import type { Call } from '../tool/call.ts';
import { exchange } from './nc.ts';

/** telnet: a connection by hand. */
export async function runTelnet(call: Call): Promise<number> {
  const { process } = call;
  const [host, port = '23'] = call.operands;
  if (host === undefined) return call.misuse();
  if (!/^\d+$/.test(port)) return call.die(`bad port '${port}'`);
  let address = '';
  try {
    [address = ''] = await resolveName(process, host);
  } catch (error) {
    if (!(error instanceof NameError)) throw error;
    return call.die(call.gnu ? `could not resolve ${host}/${port}: ${error.message}` : `bad address '${host}'`);
  }
  if (call.gnu) await process.out(`Trying ${address}...\n`);
  try {
    const connection = await connect(process, address, Number(port));
    await process.out(call.gnu ? `Connected to ${host}.\nEscape character is '^]'.\n` : `Connected to ${host}\n`);
    await exchange(call, connection.stream());
  } catch (error) {
    if (!(error instanceof Errno)) throw error;
    return call.die(
      call.gnu
        ? `Unable to connect to remote host: ${error.message}`
        : `can't connect to remote host (${address}): ${error.message}`,
    );
  }
  await process.err(call.gnu ? 'Connection closed by foreign host.\n' : 'Connection closed by foreign host\r\n');
  return 1;
}
