import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { torture } from "./torture.ts";

const data = mkdtempSync(join(tmpdir(), "ackademy-"));
afterAll(() => rmSync(data, { recursive: true, force: true }));

it("one process on SQLite, killed and started again, doubles and loses nothing", {
  timeout: 280_000,
}, async () => {
  const outcome = await torture({ data }, { slots: 24, processes: 1, kills: 3, lost: 3, seed: 7 });
  expect(outcome).toMatchObject({ double: 0, missing: 0, kills: 3 });
});
