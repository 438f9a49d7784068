import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // canvas is native code with global state: it crashes in worker threads, so each file gets a process.
    pool: "forks",
    // By default one core stays idle, which on two of them doubles the time.
    maxWorkers: "100%",
    reporters: ["default", "./test/reporter.ts"],
    coverage: { provider: "v8", include: ["src/**/*.ts", "commands/**/*.ts"] },
  },
});
