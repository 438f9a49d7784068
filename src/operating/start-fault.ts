/** What whoever starts the bot is told when the machine does not let it: one sentence, never a stack trace. */

interface Where {
  readonly data: string;
  readonly host: string;
  readonly port: number;
}

/** `undefined`: a bug. Codes: https://nodejs.org/api/errors.html#common-system-errors. */
export function startFault(error: unknown, { data, host, port }: Where): string | undefined {
  const { code = "", syscall = "" } = error as NodeJS.ErrnoException;
  if (syscall === "listen" || syscall === "getaddrinfo") {
    if (code === "EADDRINUSE")
      return `Port ${port} is taken: stop the program that has it, or set ACKADEMY_PORT to another one.`;
    if (code === "EACCES")
      return `Port ${port} needs more rights: set ACKADEMY_PORT to one above 1023, behind a proxy if need be.`;
    return `${host} is no address of this machine (${code}): correct ACKADEMY_HOST.`;
  }
  if (/^(ENOSPC|EDQUOT)$/u.test(code))
    return `The disk that holds the data folder ${data} is full: make room, then start again.`;
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT)$/u.test(code))
    return `The data folder ${data} cannot be written (${code}): give this user the right to, or correct ACKADEMY_DATA.`;
  return undefined;
}
