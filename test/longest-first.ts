/** The files that take longest begin first: with one of them last, all other processes would wait for it. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** More or less in the order of how long they take; where a name is gone or wrong, nothing but time is lost. */
const LONG: readonly string[] = [
  ...["operating/outage", "schedule/torture", "platforms/page", "diagram/scenarios", "platforms/slack-http"],
  ...["platforms/slack-socket", "platforms/slack/refused", "operating/stop", "platforms/page-tools"],
  ...["platforms/page-restart", "platforms/same-result", "gallery", "platforms/slack-process"],
  ...["card/moving-page", "local-slack/self", "platforms/page-playing", "platforms/discord-register"],
  ...["platforms/measured", "simulator/network/invariants", "diagram/animate", "diagram/layout"],
  ...["platforms/discord-http", "store/sqlite", "diagram/painters", "simulator/tcp/properties"],
  ...["platforms/slack/answers", "operating/doctor", "platforms/discord-gateway"],
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
