/** Ports that /etc/services names, as far as they are common in containers. */
const SERVICES: Readonly<Record<string, number>> = {
  tcpmux: 1, echo: 7, discard: 9, ftp: 21, ssh: 22, telnet: 23, smtp: 25, domain: 53, http: 80, kerberos: 88, pop3: 110,
  sunrpc: 111, ntp: 123, imap2: 143, snmp: 161, bgp: 179, ldap: 389, https: 443, 'microsoft-ds': 445, syslog: 514,
  submission: 587, ldaps: 636, imaps: 993, pop3s: 995, openvpn: 1194, 'ms-sql-s': 1433, nfs: 2049, iscsi: 3260, mysql: 3306,
  'ms-wbt-server': 3389, svn: 3690, postgresql: 5432, amqp: 5672, 'x11': 6000, redis: 6379, 'http-alt': 8080, git: 9418,
}; // prettier-ignore
const NAMES = new Map(Object.entries(SERVICES).map(([name, port]) => [port, name]));

/** A port by its name or number; undefined when it is neither. */
export function portOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) < 65_536 ? Number(text) : undefined;
  return SERVICES[text];
}

export const serviceName = (port: number): string => NAMES.get(port) ?? String(port);
