import type { Process, Program } from '../../../kernel/process.ts';
import { strftime } from '../../text/strftime.ts';
import { quoted } from '../tokens.ts';
import { askPassword, warnOfPassword } from './client.ts';
import { type MysqlConnection, openMysql, readArguments } from './connection.ts';
import { MysqlFault } from './faults.ts';
import { makerOf } from './server.ts';

const nameOfProgram = (process: Process): string => (process.argv[0] ?? '').split('/').at(-1) ?? '';

/** mysqladmin: ping, status, version, shutdown. @see fixtures/mariadb-10.11.19.txt */
export const mysqladmin: Program = async (process) => {
  const name = nameOfProgram(process);
  let args = readArguments(process);
  if (args.unknown !== undefined) {
    await process.err(`drydock: not simulated: ${name} ${args.unknown}\n`);
    return 1;
  }
  await warnOfPassword(process, name, args);
  args = await askPassword(process, args);
  const [verb] = args.operands;
  try {
    const connection = await openMysql(process, args.target);
    return await command(process, connection, verb ?? '', name);
  } catch (error) {
    if (!(error instanceof MysqlFault)) throw error;
    // A server that refuses a password is alive.
    const { host } = args.target;
    const { maria } = makerOf(process);
    await process.err(
      `${name}: connect to server at '${host ?? 'localhost'}' failed\nerror: '${error.message}'\n${error.code === 1045 ? '' : `Check that ${maria ? 'mariadbd' : 'mysqld'} is running${host === undefined ? ` and that the socket: '${args.target.socket}' exists!` : ` on ${host} and that the port is ${args.target.port}.\nYou can check this by doing 'telnet ${host} ${args.target.port}'`}\n`}`,
    );
    return error.code === 1045 && verb === 'ping' ? 0 : 1;
  }
};

async function command(process: Process, connection: MysqlConnection, verb: string, name: string): Promise<number> {
  switch (verb) {
    case 'ping':
      await process.out('mysqld is alive\n');
      return 0;
    case 'status': {
      const { seconds, questions, threads } = await connection.ask({ status: true });
      const average = Number(seconds) === 0 ? 0 : Number(questions) / Number(seconds);
      await process.out(
        `Uptime: ${String(seconds)}  Threads: ${String(threads)}  Questions: ${String(questions)}  Slow queries: 0  Opens: 21  Open tables: 14  Queries per second avg: ${average.toFixed(3)}\n`,
      );
      return 0;
    }
    case 'shutdown':
      connection.tell({ shutdown: true });
      return 0;
    default:
      await process.err(`drydock: not simulated: ${name} ${verb}\n`);
      return 1;
  }
}

const SETTINGS = `/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
`;

interface Dumped {
  readonly name: string;
  readonly create: string;
  readonly columns: readonly string[];
}

/** mysqldump: tables and rows as a script for mysql. */
export const mysqldump: Program = async (process) => {
  const name = nameOfProgram(process);
  let args = readArguments(process);
  const refused = args.unknown ?? (args.flags.has('no-create-info') ? '--no-create-info' : undefined);
  if (refused !== undefined) {
    await process.err(`drydock: not simulated: ${name} ${refused}\n`);
    return 1;
  }
  if (args.operands.length === 0 && !args.flags.has('A')) {
    await process.err(
      `Usage: ${name} [OPTIONS] database [tables]\nOR     ${name} [OPTIONS] --databases [OPTIONS] DB1 [DB2 DB3...]\nOR     ${name} [OPTIONS] --all-databases [OPTIONS]\nFor more options, use ${name} --help\n`,
    );
    return 1;
  }
  await warnOfPassword(process, name, args);
  args = await askPassword(process, args);
  const several = args.flags.has('A') || args.flags.has('databases');
  try {
    const first = await openMysql(process, args.target);
    const all = (await first.query('SHOW DATABASES')).rows?.map(([one]) => one ?? '') ?? [];
    const names = args.flags.has('A')
      ? all.filter((one) => !/^(information_schema|performance_schema|sys|mysql)$/.test(one))
      : several
        ? args.operands
        : args.operands.slice(0, 1);
    const tables = several ? [] : args.operands.slice(1);
    const maker = makerOf(process);
    await process.out(
      `-- ${maker.maria ? 'MariaDB' : 'MySQL'} dump 10.13  Distrib ${maker.version}, for Linux (x86_64)\n--\n-- Host: ${args.target.host ?? 'localhost'}    Database: ${names[0] ?? ''}\n-- ------------------------------------------------------\n-- Server version\t${first.version}\n\n${SETTINGS}`,
    );
    for (const database of names) await dumpDatabase(process, first, database, several, tables, args.flags.has('d'));
    await process.out(
      `/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;\n\n-- Dump completed on ${strftime('%Y-%m-%d %H:%M:%S', process.kernel.clock.now())}\n`,
    );
    first.close();
    return 0;
  } catch (error) {
    if (!(error instanceof MysqlFault)) throw error;
    await process.err(
      error.code === 1049
        ? `${name}: Got error: 1049: "${error.message}" when selecting the database\n`.replaceAll(
            '"',
            makerOf(process).maria ? '"' : '',
          )
        : `${name}: Got error: ${error.code}: ${error.message} when trying to connect\n`,
    );
    return 2;
  }
};

async function dumpDatabase(
  process: Process,
  connection: MysqlConnection,
  database: string,
  several: boolean,
  only: readonly string[],
  empty: boolean,
): Promise<void> {
  await connection.query(`USE \`${database}\``);
  if (several)
    await process.out(
      `\n--\n-- Current Database: \`${database}\`\n--\n\nCREATE DATABASE /*!32312 IF NOT EXISTS*/ \`${database}\`;\n\nUSE \`${database}\`;\n`,
    );
  const { tables } = (await connection.ask({ dump: true })) as unknown as { tables: readonly Dumped[] };
  for (const { name, create, columns } of tables.filter((table) => only.length === 0 || only.includes(table.name))) {
    await process.out(
      `\n--\n-- Table structure for table \`${name}\`\n--\n\nDROP TABLE IF EXISTS \`${name}\`;\n${create};\n`,
    );
    if (empty) continue;
    const { rows = [], numeric = [] } = await connection.query(
      `SELECT ${columns.map((one) => `\`${one}\``).join(', ')} FROM \`${name}\``,
    );
    const value = (cell: string | null, index: number) =>
      cell === null ? 'NULL' : numeric[index] === true && /^-?[\d.]+$/.test(cell) ? cell : quoted(cell);
    const lines = rows.map((row) => `(${row.map(value).join(',')})`);
    const insert = lines.length === 0 ? '' : `INSERT INTO \`${name}\` VALUES\n${lines.join(',\n')};\n`;
    await process.out(
      `\n--\n-- Dumping data for table \`${name}\`\n--\n\nLOCK TABLES \`${name}\` WRITE;\n${insert}UNLOCK TABLES;\n`,
    );
  }
}
