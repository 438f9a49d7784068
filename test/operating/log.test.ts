import { describe, expect, it } from "vitest";
import { LOG_KINDS, LOG_LINES, LOG_WINDOW_MS } from "../../src/operating/limits.ts";
import { createLog } from "../../src/operating/log.ts";
import { withRequestId } from "../../src/operating/request-id.ts";

function logging(secrets: readonly string[] = []) {
  const written: string[] = [];
  const clock = { now: 0 };
  const out = { write: (line: string) => written.push(line) };
  const log = createLog({ level: "info", secrets, out, now: () => clock.now });
  return { log, written, clock, read: () => written.map((line) => JSON.parse(line)) };
}

/** What a library hangs on its errors: the request that was refused, and everything in it. */
const refusal = (more: object = {}) =>
  Object.assign(new TypeError("Invalid Form Body"), {
    ...{
      code: 50_035,
      status: 400,
      url: "https://discord.com/api/v10/webhooks/1/aW50ZXJhY3Rpb246Z",
      ...more,
    },
    requestBody: { json: { content: "the right answer is B" }, files: [] },
    rawError: { errors: { content: "the right answer is B" } },
  });

describe("a line of the log", () => {
  it("says of an error what it is and where, and nothing of what it holds", () => {
    const { log, read, written } = logging();
    log.error({ err: refusal() }, "an answer did not reach Discord");
    expect(written.join()).not.toContain("right answer");
    expect(read()[0].err).toEqual({
      ...{ type: "TypeError", message: "Invalid Form Body", code: 50_035, status: 400 },
      stack: expect.stringContaining("log.test.ts"),
    });
    log.error(
      { err: Object.assign(new Error("An API error occurred"), { data: { error: "token_revoked" } }) },
      "x",
    );
    expect(read()[1].err).toMatchObject({ code: "token_revoked" });
  });

  it.each([
    ["a bot token of Slack", "xoxb-1234567890-abcdef"],
    ["an app token of Slack", "xapp-1-A012-345-abcdef"],
    ["an address that Slack takes answers at", "https://hooks.slack.com/commands/T1/22/abcDEF"],
    ["a bot token of Discord", "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"],
    ["an interaction's token", "https://discord.com/api/v10/webhooks/1/aW50ZXJhY3Rpb246Z/messages/@original"],
    ["a password in an address", "postgres://ada:hunter2@db/ackademy"],
  ])("holds no %s, wherever it stands", (_, secret) => {
    const { log, written } = logging();
    log.warn({ deep: { err: secret } }, `no: ${secret}`);
    expect(written.join()).toContain("[secret]");
    expect(written.join()).not.toMatch(/abcdef|abcDEF|ZnCjm1|aW50ZX|hunter2/u);
  });

  it("holds nothing of what was told to be secret", () => {
    const { log, written } = logging(['quo"ted secret', "short"]);
    log.info({ fields: ['quo"ted secret'] }, 'a quo"ted secret in a short line');
    expect(JSON.parse(written[0] ?? "")).toMatchObject({
      fields: ["[secret]"],
      msg: "a [secret] in a short line",
    });
  });

  it("has the id of the request that it belongs to", async () => {
    const { log, read } = logging();
    await withRequestId("r1", async () => {
      await new Promise((resolve) => setImmediate(resolve));
      log.info({}, "inside");
    });
    log.info({}, "outside");
    expect(read().map(({ request }) => request)).toEqual(["r1", undefined]);
  });
});

describe("an outage", () => {
  it("writes a few lines of each kind a minute, and then how many it did not write", () => {
    const { log, read, clock } = logging();
    const fail = (n: number, code = "ECONNREFUSED") =>
      log.error({ err: Object.assign(new Error(`try ${n} failed`), { code }) }, "away");
    for (let n = 0; n < 1_000; n++) fail(n);
    expect(read()).toHaveLength(LOG_LINES);
    fail(0, "ENOSPC");
    expect(read()).toHaveLength(LOG_LINES + 1);
    clock.now = LOG_WINDOW_MS;
    fail(1_000);
    expect(read().at(-1)).toMatchObject({ notLogged: 1_000 - LOG_LINES });
    fail(1_001);
    expect(read().at(-1)).not.toHaveProperty("notLogged");
  });

  it("says everything that is no complaint, and remembers only so many kinds", () => {
    const { log, read } = logging();
    for (let n = 0; n < 50; n++) log.info({ n }, "answered");
    expect(read()).toHaveLength(50);
    for (let n = 0; n < 2 * LOG_KINDS; n++) log.warn({}, `kind ${"x".repeat(n)}`);
    expect(read()).toHaveLength(50 + 2 * LOG_KINDS);
  });
});
