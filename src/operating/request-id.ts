/** Every log line that is written while somebody is answered carries the same id. */
import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

export const withRequestId = <T>(id: string, work: () => T): T => current.run(id, work);

export const requestId = (): string | undefined => current.getStore();
