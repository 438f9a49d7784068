/** The run that a question offers or that its proof names, as the real command makes it. */
import handshake from "../../commands/handshake.ts";
import { runOptionsOf } from "../../src/card/request.ts";
import { type Parsed, parse } from "../../src/chat/grammar.ts";
import { scenarioOf } from "../../src/content/scenarios.ts";
import type { Question } from "../../src/quiz/question.ts";
import { run } from "../../src/simulator/network/run.ts";
import type { Trace } from "../../src/simulator/network/trace.ts";
import { finding, measured, stepOf } from "./bank-trace.ts";

export const parsed = (command: string): Parsed => parse(command, [handshake], "en");

/** Whether anything of the question is compared with a run. */
export function isProven(question: Question): boolean {
  if ((question.proof?.expect.length ?? 0) > 0) return true;
  if (question.kind === "number") return question.measure !== undefined;
  if (question.kind === "order") return question.items.some(({ moment }) => moment);
  return question.kind !== "open" && question.options.some(({ check }) => check);
}

function traceOf({ id, run: offered, proof }: Question): Trace {
  const command = proof?.run ?? offered ?? "";
  const read = parsed(command);
  if (read.kind !== "run" || read.subcommand.name !== "run")
    throw new Error(`${id}: ${command} runs nothing`);
  const { scenario: name, ...settings } = read.options;
  const scenario = scenarioOf(String(name));
  if (!scenario) throw new Error(`${id}: no scenario ${name}`);
  return run(scenario, runOptionsOf({ scenario, ...settings }));
}

/** Where the run says something else than the key. */
export function contradictions(question: Question): string[] {
  const trace = traceOf(question);
  const facts = (question.proof?.expect ?? []).flatMap((check) => {
    const { holds, found } = finding(check, trace);
    return holds ? [] : [`expected ${JSON.stringify(check)}, found ${JSON.stringify(found)}`];
  });
  return [...facts, ...againstKey(question, trace)];
}

/** Where a trace says something else than the key: read by this test alone. */
export function againstKey(question: Question, trace: Trace): string[] {
  if (question.kind === "choice" || question.kind === "several") {
    return question.options.flatMap(({ text, check, right = false }) => {
      if (!check) return [];
      const { holds, found } = finding(check, trace);
      return holds === right ? [] : [`"${text.en}" is ${holds}: the run has ${JSON.stringify(found)}`];
    });
  }
  if (question.kind === "number" && question.measure) {
    const value = measured(question.measure, trace) / question.per;
    return Math.abs(value - question.answer) <= question.tolerance
      ? []
      : [`the run gives ${value}, the key ${question.answer}`];
  }
  if (question.kind === "order") {
    const steps = question.items.flatMap(({ moment }) => (moment ? [stepOf(moment, trace)] : []));
    const rises = steps.every((step, at) => at === 0 || step >= (steps[at - 1] ?? 0));
    return rises && !steps.includes(Number.NaN) ? [] : [`the run has the order ${steps.join(", ")}`];
  }
  return [];
}
