/** The end of the process, as systemd, Docker and a terminal ask for it. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { afterAll, describe, expect, it, type TestContext } from "vitest";
import { stopInOrder } from "../../src/operating/stop.ts";
import { openStore } from "../../src/store/index.ts";
import { type OnDiscord, startOnDiscord } from "./on-discord.ts";
import { endAll, PATIENT, startMain } from "./process.ts";

/** How long Discord keeps the first answer waiting: longer than it takes to stop, shorter than a stop may take. */
const HELD_MS = 2_000;
const CALLBACK = "/callback";

afterAll(endAll);

/** An answer is under way, and Discord does not take it yet. */
async function answering({
  onTestFinished,
}: TestContext): Promise<{ on: OnDiscord; answer: Promise<unknown> }> {
  const on = await startOnDiscord();
  onTestFinished(on.closeDiscord);
  on.discord.limitNext({ route: CALLBACK, retryAfterMs: HELD_MS });
  const answer = on.discord.as("ada", { waitMs: 20_000 }).command("help");
  answer.catch(() => undefined);
  await on.discord.until(() => on.discord.requests.some(({ path }) => path.includes(CALLBACK)), "held");
  return { on, answer };
}

describe("a signal", () => {
  it.for(["SIGTERM", "SIGINT"] as const)(
    "%s waits for the answer that is under way",
    PATIENT,
    async (signal, test) => {
      const { expect } = test;
      const { on, answer } = await answering(test);
      on.child.kill(signal);
      expect(await on.ended).toBe(0);
      expect(await answer).toMatchObject({ messages: [{ text: expect.stringContaining("/handshake") }] });
      expect(on.lines().map(({ msg }) => msg)).toEqual(["answered", "stopping", "stopped"]);
      expect(on.discord.sessions.filter(({ socket }) => socket !== undefined)).toEqual([]);
      // Everything was put down: the next one finds the data free and sound.
      const again = await openStore({ data: on.data });
      expect(again.ok).toBe(true);
      if (again.ok) await again.store.close();
    },
  );

  // In a container the bot is process 1, for which the kernel ignores a signal that nobody handles.
  it.for([
    ["SIGTERM", 143],
    ["SIGINT", 130],
  ] as const)(
    "%s ends a start that is not done yet, by our own hand",
    PATIENT,
    async ([signal, status], test) => {
      const { expect } = test;
      const silent = createServer().listen(0, "127.0.0.1");
      test.onTestFinished(() => void silent.close());
      await once(silent, "listening");
      const { port } = silent.address() as AddressInfo;
      const { child, ended } = startMain({ DATABASE_URL: `postgres://ada@127.0.0.1:${port}/ada` });
      await once(silent, "connection");
      child.kill(signal);
      expect([await ended, child.signalCode]).toEqual([status, null]);
    },
  );

  it("ends at once when it comes twice", PATIENT, async (test) => {
    const { expect } = test;
    const { on } = await answering(test);
    on.child.kill("SIGTERM");
    await expect.poll(() => on.lines().map(({ msg }) => msg)).toContain("stopping");
    on.child.kill("SIGTERM");
    expect(await on.ended).toBe(1);
    expect(on.lines().map(({ msg }) => msg)).not.toContain("stopped");
  });

  it(
    "lets the page finish what it was asked, and waits for nobody who has asked nothing",
    PATIENT,
    async ({ expect }) => {
      const { child, url, ended, lines } = startMain();
      const page = await url();
      // Browsers open connections that they may need later.
      const spare = connect(Number(new URL(page).port), "127.0.0.1");
      await once(spare, "connect");
      const headers = { "Content-Type": "application/json" };
      const introduced = await fetch(`${page}api/people`, {
        ...{ method: "POST", headers },
        body: '{"name":"ada"}',
      });
      const { token } = (await introduced.json()) as { token: string };
      const said = { channel: "general", locale: "en", theme: "light", text: "/handshake run life" };
      const body = JSON.stringify(said);
      const asking = request(`${page}api/say`, {
        method: "POST",
        headers: {
          ...{ ...headers, "X-Ackademy-Token": token, Expect: "100-continue" },
          "Content-Length": Buffer.byteLength(body),
        },
      });
      const answer = new Promise<IncomingMessage>((resolve) => asking.once("response", resolve));
      // The page has the request and waits for what is in it.
      await new Promise((resolve) => asking.once("continue", resolve).flushHeaders());
      child.kill("SIGTERM");
      await expect.poll(() => lines().at(-1)?.msg).toBe("stopping");
      asking.end(body);
      const { statusCode } = (await answer).resume();
      expect(statusCode).toBe(200);
      expect(await ended).toBe(0);
      expect(lines().at(-1)?.msg).toBe("stopped");
    },
  );
});

describe("in order", () => {
  const logged: object[] = [];
  const log = { info: () => {}, error: () => {}, warn: (fields: object) => void logged.push(fields) };

  it("closes the intake, waits, stops the clock and closes the database last", async () => {
    const told: string[] = [];
    let left = 3;
    const step = (name: string) => async () => void told.push(name);
    await stopInOrder({
      ...{ log, closeIntake: step("intake"), stopClock: step("clock") },
      underWay: () => {
        told.push(`${left} under way`);
        return left--;
      },
      closeStore: step("database"),
    });
    expect(told).toEqual(["intake", "clock", ...[3, 2, 1, 0].map((n) => `${n} under way`), "database"]);
  });

  it("gives up at the limit, and says on what", async () => {
    const nothing = async () => {};
    const never = () => new Promise<void>(() => {});
    await stopInOrder({
      ...{ log, closeIntake: nothing, stopClock: nothing, closeStore: nothing },
      underWay: () => 2,
      stopMs: 30,
    });
    await stopInOrder({
      ...{ log, closeIntake: nothing, stopClock: never, closeStore: nothing },
      underWay: () => 0,
      stopMs: 30,
    });
    expect(logged).toEqual([
      { at: "what is under way", underWay: 2, ms: 30 },
      { at: "the daily posts", underWay: 0, ms: 30 },
    ]);
  });

  it("goes on where a step fails: the database is closed all the same, and it is logged", async () => {
    const failed: unknown[] = [];
    const error = (fields: object, message: string) => void failed.push({ ...fields, message });
    const told: string[] = [];
    const broken = (why: string) => () => Promise.reject(new Error(why));
    let left = 2;
    await stopInOrder({
      log: { ...log, error },
      closeIntake: broken("a socket"),
      stopClock: broken("a clock"),
      underWay: () => left--,
      closeStore: async () => void told.push("database"),
    });
    expect(told).toEqual(["database"]);
    expect(failed).toEqual([
      { at: "the intake", err: new Error("a socket"), message: "not stopped cleanly" },
      { at: "the daily posts", err: new Error("a clock"), message: "not stopped cleanly" },
    ]);
  });
});
