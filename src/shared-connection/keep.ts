/** What shared connections need of the world; a bot that runs without it says so. */
import type { Connections } from "../store/connections.ts";

export type Keep = Pick<
  Connections,
  "create" | "load" | "append" | "changeStatus" | "listByPlace" | "moveTo"
>;

declare module "../chat/services.ts" {
  interface Services {
    readonly connections?: Keep;
  }
}
