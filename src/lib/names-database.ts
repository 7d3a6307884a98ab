/** Debian's, the vendors' and the containers' names of their logs: postgresql-15-main.log, mysql/error.log, mariadb.log. */
const DATABASES =
  /(?:^|[\\/])(?:postgres(?:ql)?|mysqld?|mariadb|mongod|redis(?:-server)?)(?:[^a-z\\/][^\\/]*\.log|\.log|[\\/][^\\/]*)(?:\.\d+)?(?:\.gz)?$/i;

/** True if a log's path names a database server, whose processes are nobody's workers: `/var/log/postgresql/postgresql-15-main.log`. */
export const namesDatabase = (path: string): boolean => DATABASES.test(path);
