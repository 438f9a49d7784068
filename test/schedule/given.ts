/** What the tests of the schedule are given. */
import type { Setting } from "../../src/schedule/setting.ts";

export const HOUR = 3_600_000;
export const SEOUL: Setting = {
  ...{ time: "09:00", zone: "Asia/Seoul", days: [1, 2, 3, 4, 5, 6, 7], rhythm: "daily" },
  ...{ topics: [], level: "any", language: "en", revealAfterMs: 8 * HOUR, catchUpMs: 6 * HOUR },
  ...{ thread: false, role: null },
};
