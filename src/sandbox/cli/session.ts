import type { Transport } from '../api/transport.ts';
import type { ByteStream } from '../kernel/stream.ts';

/** A transport whose open streams are closed when the program ends, however it ends. */
export function abandonable(transport: Transport): { readonly transport: Transport; close(): void } {
  const inputs: ByteStream[] = [];
  const outputs: ByteStream[] = [];
  return {
    transport: async (request) => {
      const response = await transport(request);
      inputs.push(response.body);
      if (response.upgraded !== undefined) {
        inputs.push(response.upgraded.input);
        outputs.push(response.upgraded.output);
      }
      return response;
    },
    close: () => {
      for (const stream of inputs) stream.cancel();
      for (const stream of outputs) stream.end();
    },
  };
}
