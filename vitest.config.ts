import { defineConfig } from "vitest/config";

/**
 * Rooms whose tests leave nothing behind in their process: their files run one after the other in the same ones. Loading
 * the simulator, zod and the sentences anew for each file took as long as the tests themselves.
 */
const ROOMS = [
  ...["chat", "commands", "content", "diagram", "kernel", "quiz", "rfc9293"],
  ...["shared-connection", "simulator"],
].map((room) => `test/${room}/**/*.test.ts`);

export default defineConfig({
  test: {
    // canvas is native code with global state: it crashes in worker threads, so files run in processes.
    pool: "forks",
    // By default one core stays idle, which on two of them doubles the time.
    maxWorkers: "100%",
    // A limit ends what hangs. It says nothing of speed: a machine that does other things as well takes its time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 10_000 } },
    reporters: ["default", "./test/reporter.ts"],
    coverage: { provider: "v8", include: ["src/**/*.ts", "commands/**/*.ts"] },
    projects: [
      { extends: true, test: { name: "rooms", include: ROOMS, isolate: false } },
      { extends: true, test: { name: "edge", include: ["test/**/*.test.ts"], exclude: ROOMS } },
    ],
  },
});
