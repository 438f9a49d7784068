/** What somebody new may try, over all commands, in the order in which it is best met. */
import type { Command, FirstStep } from "./command.ts";

/** The lowest rank first; a command that proposes nothing is found through `/help`. */
export const firstStepsOf = (commands: readonly Command[]): readonly FirstStep[] =>
  commands.flatMap(({ firstSteps = [] }) => firstSteps).sort((a, b) => a.rank - b.rank);
