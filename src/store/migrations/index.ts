/** One file per migration; a migration that has been released is never changed again. */
import { first } from "./0001-first.ts";
import { connections } from "./0002-connections.ts";
import { quiz } from "./0003-quiz.ts";
import { names } from "./0004-names.ts";
import { days } from "./0010-days.ts";
import { asked } from "./0011-asked.ts";
import { threads } from "./0020-threads.ts";
import { connectionPeople } from "./0030-connection-people.ts";
import { pageMessages } from "./0050-page-messages.ts";
import type { MigrationOf } from "./columns.ts";

export const MIGRATIONS: Readonly<Record<string, MigrationOf>> = {
  "0001-first": first,
  "0002-connections": connections,
  "0003-quiz": quiz,
  "0004-names": names,
  "0010-days": days,
  "0011-asked": asked,
  "0020-threads": threads,
  "0030-connection-people": connectionPeople,
  "0050-page-messages": pageMessages,
};
