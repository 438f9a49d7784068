/** What a store promises, whatever the engine. */
import { describe } from "vitest";
import { dailyContract } from "./contract-daily.ts";
import { eventsContract } from "./contract-events.ts";
import { playContract } from "./contract-play.ts";
import { quizContract } from "./contract-quiz.ts";
import type { Open } from "./given.ts";

export function storeContract(engine: string, open: Open): void {
  describe(`a store on ${engine}`, () => {
    eventsContract(open);
    playContract(open);
    quizContract(open);
    dailyContract(open);
  });
}
