import { availableParallelism } from "node:os";
import path from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/temporary.ts", "test/no-settings.ts", "test/build.mjs"],
    // canvas is native code with global state: it crashes in worker threads, so files run in processes.
    pool: "forks",
    // Read when canvas is loaded first, which a test may do before anything is painted.
    env: { FONTCONFIG_FILE: path.resolve(import.meta.dirname, "assets/fonts/fonts.conf") },
    // As many processes as there are cores collect garbage at once: threads of their own for it cost more than they save.
    execArgv: ["--single-threaded-gc"],
    // Loading the simulator, the platforms' libraries and the sentences anew for each file took longer than many tests, so
    // files share a process, one after the other: what one leaves behind there, the next one would find.
    isolate: false,
    // A file that has not changed since the last run is not translated anew: a tenth of a run's processor time.
    experimental: { fsModuleCache: true },
    // More than there are cores: many tests wait, for a platform's second or for a process to start.
    maxWorkers: 2 * availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // A limit ends what hangs. It says nothing of speed: a machine that does other things as well takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    reporters: ["default", "./test/reporter.ts"],
    coverage: { provider: "v8", include: ["src/**/*.ts", "commands/**/*.ts"] },
  },
});
