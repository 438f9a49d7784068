/** What `/daily` and `/questions` need of the stores. */
import type { BrokenPlaces } from "../store/broken-places.ts";
import type { Questions } from "../store/questions.ts";
import type { Reports } from "../store/reports.ts";
import type { Settings } from "../store/settings.ts";
import type { Plans } from "./plan.ts";

export interface DailyServices extends Plans {
  readonly brokenPlaces: BrokenPlaces;
  readonly questions: Questions;
  readonly reports: Reports;
  readonly settings: Settings;
  /** Names of the platforms to which this installation posts by itself. */
  readonly platforms: readonly string[];
}

declare module "../chat/services.ts" {
  interface Services {
    readonly daily?: DailyServices;
  }
}
