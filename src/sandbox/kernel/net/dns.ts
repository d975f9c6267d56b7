export type RecordType = 'A' | 'AAAA' | 'PTR';

export interface DnsQuestion {
  /** Without a final dot. */
  readonly name: string;
  readonly type: RecordType;
}

export interface DnsRecord {
  readonly name: string;
  readonly type: RecordType;
  readonly data: string;
  /** Seconds. */
  readonly ttl: number;
}

export interface DnsAnswer {
  readonly code: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';
  readonly records: readonly DnsRecord[];
}

/** What answers at port 53. */
export type DnsHandler = (question: DnsQuestion) => Promise<DnsAnswer>;
