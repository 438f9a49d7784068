/** The files that take longest begin first: with one of them last, all other processes would wait for it. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** More or less in the order of how long they take; where a name is gone or wrong, nothing but time is lost. */
const LONG: readonly string[] = [
  ...["operating/outage", "diagram/comparisons", "schedule/torture", "platforms/page", "gallery"],
  ...["platforms/slack-process", "platforms/slack/refused", "platforms/slack-http", "platforms/same-result"],
  ...["diagram/painters", "platforms/slack-socket", "commands/handshake", "simulator/tcp/properties"],
  ...["platforms/page-tools", "local-slack/self", "operating/doctor", "operating/stop"],
  ...["platforms/discord-register", "platforms/page-restart", "diagram/animate", "diagram/layout"],
  ...["platforms/web", "diagram/scenarios", "shared-connection/card-limits", "store/sqlite"],
  ...["platforms/discord-gateway", "platforms/discord-http", "platforms/slack/answers"],
  ...["shared-connection/torture", "platforms/slack/delivery", "card/moving-page", "operating/trouble"],
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const at = LONG.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
