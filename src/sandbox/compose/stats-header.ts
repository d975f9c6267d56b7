/** What `compose stats` prints where nothing runs. */
export const STATS_HEADER =
  'CONTAINER ID   NAME      CPU %     MEM USAGE / LIMIT   MEM %     NET I/O   BLOCK I/O   PIDS\n';
