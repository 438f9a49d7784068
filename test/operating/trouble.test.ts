/** A disk that fills up and a clock that is set back, under a running bot: what people and whoever runs it see. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { Introduced, Update, WireMessage } from "../../src/platforms/web/wire.ts";
import { HOUR, SEOUL } from "../schedule/given.ts";
import { simulated } from "../schedule/simulated.ts";
import { endAll, PATIENT, type Started, startMain } from "./process.ts";

afterEach(endAll);

/** Somebody at the page. */
async function visit({ url }: Started) {
  const page = await url();
  const send = async (path: string, body: object, token = "") => {
    const headers = { "Content-Type": "application/json", "X-Ackademy-Token": token };
    const response = await fetch(`${page}api/${path}`, {
      ...{ method: "POST", headers },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const { token } = (await send("people", { name: "ada" })).body as Introduced;
  const spot = { channel: "general", locale: "en", theme: "light" };
  return {
    say: (text: string) => send("say", { ...spot, text }, token),
    /** The newest message that this person sees. */
    async newest(): Promise<WireMessage | undefined> {
      const stop = new AbortController();
      const stream = await fetch(`${page}api/stream?token=${token}`, { signal: stop.signal });
      let read = "";
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
        read += chunk;
        if (read.includes("\n\n")) break;
      }
      stop.abort();
      const update = JSON.parse(read.slice("data: ".length, read.indexOf("\n\n"))) as Update;
      return update.type === "all" ? update.messages.at(-1) : undefined;
    },
  };
}

const isMountable = process.platform === "linux" && process.getuid?.() === 0;

describe("a disk that fills up", () => {
  it(
    "is told, stops nobody who needs nothing written, and is well again with room",
    PATIENT,
    async ({ skip }) => {
      if (!isMountable) return skip("needs Linux and root, to mount a small file system");
      const mount = 'mount -t tmpfs -o size=2m none "$ACKADEMY_DATA" && exec "$0" "$@"';
      const started = startMain({}, { through: ["unshare", "-m", "sh", "-c", mount] });
      const inside = (script: string) =>
        execFileSync("nsenter", ["-m", "-t", String(started.child.pid), "sh", "-c", script, started.data], {
          stdio: "ignore",
        });
      const { say, newest } = await visit(started);
      expect(await started.ask("healthz")).toEqual({ status: 200, body: "ok\n" });

      inside('cat /dev/zero > "$0/fill" || true');
      await expect
        .poll(() => started.ask("healthz"), { timeout: 10_000 })
        .toEqual({
          status: 503,
          body: expect.stringMatching(
            /^database: The disk that holds \S+ackademy\.db is full: make room\. A running bot goes on by itself/u,
          ),
        });
      expect((await say("/me language ko")).status).toBe(200);
      expect((await newest())?.text).toMatch(
        /^What is stored cannot be reached just now\. Nothing was changed/u,
      );
      expect((await say("/handshake run three-way")).status).toBe(200);
      expect((await newest())?.picture).toBeDefined();
      const told = started.lines().filter(({ level }) => level >= 40);
      expect(new Set(told.map(({ msg }) => msg))).toEqual(
        new Set(["the database cannot be used", "what is said on the page cannot be kept"]),
      );
      expect(told.map(({ err }) => (err as { code?: string }).code)).toEqual(told.map(() => "SQLITE_FULL"));

      inside('rm "$0/fill"');
      await expect
        .poll(() => started.ask("healthz"), { timeout: 10_000 })
        .toEqual({ status: 200, body: "ok\n" });
      await say("/me language ko");
      expect((await newest())?.text).not.toContain("cannot be reached");
    },
  );
});

describe("a clock that is set back by an hour", () => {
  it("keeps nobody waiting for that hour", PATIENT, async () => {
    const preload = fileURLToPath(new URL("set-back.mjs", import.meta.url));
    const started = startMain({}, { flags: ["--import", preload] });
    const { say } = await visit(started);
    // Until this is a lot at once.
    while ((await say("/help")).status === 200);
    started.child.kill("SIGUSR2");
    await expect.poll(async () => (await say("/help")).status, { timeout: 10_000 }).toBe(200);
    expect(await started.ask("healthz")).toEqual({ status: 200, body: "ok\n" });
    expect(started.lines().filter(({ level }) => level >= 40)).toEqual([]);
    started.child.kill("SIGTERM");
    expect(await started.ended).toBe(0);
  });

  it("posts no question twice, and misses none", async () => {
    const { schedule, until, clock, posts, errors, store } = await simulated("2026-03-02T08:58:00Z");
    await schedule({ ...SEOUL, zone: "UTC", revealAfterMs: 2 * HOUR, catchUpMs: HOUR });
    await until("2026-03-02T09:05:00Z");
    expect(posts).toHaveLength(1);
    clock.now -= HOUR;
    await until("2026-03-03T10:00:00Z");
    expect(posts.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      "2026-03-02T09:00",
      "2026-03-03T09:00",
    ]);
    const slots = await store.slots.last("discord:1", 9);
    expect(slots.map(({ day, state }) => `${day} ${state}`)).toEqual([
      "2026-03-03 sent",
      "2026-03-02 revealed",
    ]);
    expect(errors).toEqual([]);
  });
});
