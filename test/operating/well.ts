/** A database that is always well and numbers that nobody looks at: for servers of tests about something else. */
import type { HealthParts } from "../../src/operating/endpoints.ts";

export const WELL: HealthParts = {
  writable: async () => true,
  metrics: { text: async () => ({ type: "text/plain", body: "" }) },
  now: Date.now,
};
