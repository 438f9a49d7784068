/** The files that take longest begin first: with one of them last, all other processes would wait for it. */
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** More or less in the order of how long they take; where a name is gone or wrong, nothing but time is lost. */
const LONG: readonly string[] = [
  ...[
    "platforms/slack-socket",
    "platforms/slack-http",
    "schedule/torture",
    "platforms/page",
    "operating/outage",
  ],
  ...["diagram/scenarios", "platforms/page-tools", "platforms/page-restart", "operating/stop", "gallery"],
  ...["store/postgresql", "shared-connection/torture", "platforms/slack-process", "store/sqlite"],
  ...["platforms/discord-http", "platforms/same-result", "simulator/tcp/properties", "diagram/painters"],
  ...["local-slack/self", "platforms/slack/posting", "platforms/slack/answers", "commands/handshake"],
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
