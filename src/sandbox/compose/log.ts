import { goQuote } from '../api/go-quote.ts';
import type { Io } from '../cli/io.ts';

/** A warning as logrus writes it: `WARN[0000] …` on a terminal, else `time="…" level=warning msg="…"`. */
export async function warn(io: Io, message: string): Promise<void> {
  if (io.isTerminal(2)) await io.err(`\x1b[33mWARN\x1b[0m[0000] ${message} \n`);
  else {
    const time = `${new Date(io.now()).toISOString().slice(0, 19)}Z`;
    await io.err(`time="${time}" level=warning msg=${/^[\w./@:^+-]+$/.test(message) ? message : goQuote(message)}\n`);
  }
}

/** A variable of Compose that is on or off. */
export const isOn = (io: Pick<Io, 'env'>, name: string): boolean => isTrue(io.env.get(name) ?? '');

/** How Compose understands a yes. @see docker/compose pkg/utils, StringToBool */
export const isTrue = (text: string): boolean => /^(1|t|true|y|yes)$/i.test(text.trim());
