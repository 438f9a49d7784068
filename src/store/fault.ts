/** What whoever runs the bot is told when the database cannot be used: one sentence, never a stack trace. */

/** A fault of the database's surroundings, not of our code; `message` is that sentence. */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
}

/** Another Ackademy has it open: to whoever only looks, no fault at all. */
export class StoreInUse extends StoreFault {}

interface Coded {
  readonly code?: unknown;
  readonly message?: unknown;
}

const codeOf = (error: unknown): string => String((error as Coded | null)?.code ?? "");

/** Of an SQLite file; anything that is none of these faults stays what it is. */
export function sqliteFault(error: unknown, file: string): unknown {
  const sentence = sqliteSentence(codeOf(error), file);
  return sentence === undefined ? error : new StoreFault(sentence, { cause: error });
}

/** "PostgreSQL (database ackademy at localhost:5432)", without user and password. */
export function nameOf(address: string): string {
  try {
    const { hostname, port, pathname, searchParams } = new URL(address);
    const host = searchParams.get("host") ?? (hostname || "localhost");
    return `PostgreSQL (database ${pathname.slice(1)} at ${host}:${port || 5432})`;
  } catch (error) {
    throw new StoreFault("DATABASE_URL is not an address such as postgres://user:password@host:5432/name.", {
      cause: error,
    });
  }
}

/** @param where host, port and database; never the whole address, which holds a password. */
export function postgresFault(error: unknown, where: string): unknown {
  const message = String((error as Coded | null)?.message ?? "");
  const sentence = postgresSentence(codeOf(error), message, where);
  return sentence === undefined ? error : new StoreFault(sentence, { cause: error });
}

/** @param name the first migration that this code does not know. */
export const newerFault = (where: string, name: string): StoreFault =>
  new StoreFault(
    `${where} was written by a newer Ackademy (its schema has "${name}"): update this one, or restore a backup that it made.`,
  );

/** Codes: https://sqlite.org/rescode.html, and Node's own where the file is made. */
function sqliteSentence(code: string, file: string): string | undefined {
  if (/^SQLITE_(BUSY|LOCKED)/u.test(code))
    return `${file} is locked by another program: close that program, then start again.`;
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/u.test(code))
    return `The disk that holds ${file} is full: make room. A running bot goes on by itself, another is started again.`;
  if (/^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES|EPERM|EROFS|EISDIR|ENOTDIR|EEXIST)/u.test(code))
    return `${file} cannot be written: give this user the right to write to the file and to its folder.`;
  if (/^SQLITE_(NOTADB|CORRUPT)/u.test(code))
    return `${file} is not a sound SQLite database: put a backup in its place.`;
  if (code.startsWith("SQLITE_IOERR"))
    return `${file} cannot be read or written (${code}): check the disk that holds it.`;
  return undefined;
}

/** Codes: https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's own for the socket. */
function postgresSentence(code: string, message: string, where: string): string | undefined {
  if (/^(ECONN|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|ENOENT|08|57P0)/u.test(code))
    return `${where} cannot be reached (${code}): start it, or correct DATABASE_URL.`;
  if (
    /timeout exceeded when trying to connect|connection timeout|terminated unexpectedly|query read timeout/iu.test(
      message,
    )
  )
    return `${where} does not answer: start it, or correct DATABASE_URL.`;
  if (/^28/u.test(code)) return `${where} refuses the user or the password in DATABASE_URL.`;
  if (code === "3D000") return `${where} does not exist: create the database, or correct DATABASE_URL.`;
  if (code === "42501") return `${where} does not let this user create tables: grant it that right.`;
  if (code === "25006") return `${where} is read-only: point DATABASE_URL at the server that can be written.`;
  if (code === "53100")
    return `${where} has no disk space left: make room. A running bot goes on by itself, another is started again.`;
  if (code === "53300")
    return `${where} has no connection left: raise max_connections, or stop other programs.`;
  if (/^(55P03|57014|40P01)/u.test(code))
    return `${where} is locked by another program, which may be migrating it: wait for that, then start again.`;
  return undefined;
}
