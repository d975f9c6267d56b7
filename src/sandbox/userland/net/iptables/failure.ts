import type { ChainRefusal } from '../../../kernel/net/netfilter/netfilter.ts';

export const VERSION = 'v1.8.13 (nf_tables)';

/** How iptables ends when it refuses. */
export class IptablesFailure extends Error {
  readonly status: number;

  private constructor(text: string, status: number) {
    super(text);
    this.status = status;
  }

  /** A wrong call. */
  static misuse(words: string): IptablesFailure {
    return new IptablesFailure(
      `iptables ${VERSION}: ${words}\nTry \`iptables -h' or 'iptables --help' for more information.\n`,
      2,
    );
  }

  static badArgument(word: string): IptablesFailure {
    return new IptablesFailure(
      `Bad argument \`${word}'\nTry \`iptables -h' or 'iptables --help' for more information.\n`,
      2,
    );
  }

  static noTable(name: string): IptablesFailure {
    const words = `table '${name}' does not exist\nPerhaps iptables or your kernel needs to be upgraded.\n`;
    return new IptablesFailure(`iptables ${VERSION}: ${words}`, 3);
  }

  /** The kernel's refusal of an operation. */
  static kernel(words: string): IptablesFailure {
    return new IptablesFailure(`iptables ${VERSION}: ${words}\n`, 4);
  }

  static plain(words: string): IptablesFailure {
    return new IptablesFailure(`iptables: ${words}\n`, 1);
  }

  static notSimulated(words: string): IptablesFailure {
    return new IptablesFailure(`drydock: not simulated: iptables ${words}\n`, 1);
  }

  static chain(kind: ChainRefusal, name: string): IptablesFailure {
    switch (kind) {
      case 'missing':
      case 'built in':
        return IptablesFailure.plain('No chain/target/match by that name.');
      case 'exists':
        return IptablesFailure.plain('Chain already exists.');
      case 'index':
        return IptablesFailure.plain('Index of insertion too big.');
      default:
        return IptablesFailure.kernel(` CHAIN_DEL failed (Device or resource busy): chain ${name}`);
    }
  }
}
