/** What shared connections need of the world; a bot that runs without it says so. */
import type { Connections } from "../store/connections.ts";
import type { Recent } from "./recent.ts";

export interface Keep extends Pick<Connections, "create" | "load" | "append" | "listByPlace" | "moveTo"> {
  /** Without it everything is replayed at each press. */
  readonly recent?: Recent;
}

declare module "../chat/services.ts" {
  interface Services {
    readonly connections?: Keep;
  }
}
