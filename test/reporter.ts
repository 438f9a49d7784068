import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";

// Prints `N passed, N failed` (`, N skipped`) as the very last line of the run, and before it every skipped
// test with its reason. A file that cannot be imported, a failing hook and an unhandled error count as
// failed, because no test of theirs may be there to fail.
export default class ClosingLine implements Reporter {
  #passed = 0;
  #skipped: string[] = [];
  // Counted as failed until the run says that it ended, so that a run which dies does not look green.
  #failed = 1;

  onInit(): void {
    process.on("exit", () => this.#print());
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    this.#passed = tests.filter((test) => test.result().state === "passed").length;
    this.#skipped = tests.filter(isSkipped).map(skipNotice);
    const failedTests = tests.filter((test) => test.result().state === "failed").length;
    this.#failed = failedTests + countErrorsOutsideTests(modules) + unhandled.length;
  }

  #print(): void {
    const skipped = this.#skipped.length;
    const notices = this.#skipped.map((notice) => `${notice}\n`).join("");
    const closing = `${this.#passed} passed, ${this.#failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
    process.stdout.write(`${notices}${closing}\n`);
  }
}

function countErrorsOutsideTests(modules: readonly TestModule[]): number {
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  return suites.filter((suite) => suite.errors().length > 0).length;
}

function isSkipped(test: TestCase): boolean {
  return test.result().state === "skipped";
}

function skipNotice(test: TestCase): string {
  const result = test.result();
  const reason = result.state === "skipped" ? result.note : undefined;
  return `skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${reason ?? "no reason given"}`;
}
