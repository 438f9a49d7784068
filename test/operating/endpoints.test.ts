/** What whoever runs the bot can ask over HTTP, of the real `main.ts`. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OnDiscord, startOnDiscord } from "./on-discord.ts";
import { endAll, PATIENT } from "./process.ts";

const TOKEN = "page-token-of-the-test";
let on: OnDiscord;
beforeAll(async () => {
  on = await startOnDiscord({ ACKADEMY_PAGE_TOKEN: TOKEN });
}, PATIENT.timeout);
afterAll(async () => {
  endAll();
  await on.closeDiscord();
});

/** One value of `/metrics`. */
async function value(series: string): Promise<number> {
  const { body } = await on.ask("metrics");
  const line = body.split("\n").find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length + 1) ?? 0);
}

describe("/metrics", PATIENT, () => {
  it("counts commands by what became of them, and times first answers and painting", async () => {
    const ada = on.discord.as("ada");
    await ada.command("handshake", "run", { scenario: "three-way" });
    await ada.command("handshake", "run", { scenario: "three-way" });
    await on.discord.as("bob", { stale: true }).command("handshake", "run", { scenario: "no-such" });
    const requests = (result: string) =>
      `ackademy_requests_total{by="command",command="handshake",result="${result}"}`;
    await expect.poll(() => value(requests("command"))).toBe(1);
    expect(await value(requests("ok"))).toBe(2);
    expect(await value('ackademy_first_answer_seconds_count{platform="discord"}')).toBe(3);
    expect(await value('ackademy_first_answer_seconds_bucket{le="10",platform="discord"}')).toBe(3);
    // The second picture is the first one.
    expect(await value('ackademy_render_seconds_count{kind="picture"}')).toBe(1);
    expect(await value('ackademy_answers_under_way{platform="discord"}')).toBe(0);
  });

  it("counts a press on what a message no longer shows", async () => {
    const ada = on.discord.as("ada");
    const [first] = (await ada.command("handshake", "run", { scenario: "three-way" })).messages;
    const button = first!.buttons.find(({ label }) => label === "Step by step");
    const before = await value("ackademy_stale_presses_total");
    await ada.press(first!, button!.customId);
    await ada.press(first!, button!.customId, { forged: true });
    await expect.poll(() => value("ackademy_stale_presses_total")).toBe(before + 1);
  });

  it("knows the process too", async () => {
    expect(await value("process_resident_memory_bytes")).toBeGreaterThan(10_000_000);
    expect((await on.ask("metrics")).body).toContain("nodejs_eventloop_lag_seconds");
  });

  it("is for this machine, or for who knows the token", async () => {
    const forwarded = { "X-Forwarded-For": "192.0.2.1" };
    expect((await on.ask("metrics", forwarded)).status).toBe(403);
    expect((await on.ask("metrics", { ...forwarded, Authorization: "Bearer wrong" })).status).toBe(403);
    expect((await on.ask("metrics", { ...forwarded, Authorization: `Bearer ${TOKEN}` })).status).toBe(200);
  });
});

describe("what is asked often", PATIENT, () => {
  it("is answered shortly", async () => {
    expect(await on.ask("healthz")).toEqual({ status: 200, body: "ok\n" });
    expect(await on.ask("readyz")).toEqual({ status: 200, body: "discord: ready\n" });
    expect((await on.ask("elsewhere")).status).toBe(404);
  });
});
