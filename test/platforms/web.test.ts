import { request } from "node:http";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { ownOrigin } from "../../src/platforms/web/guard.ts";
import { startWeb } from "../../src/platforms/web/index.ts";
import { readName } from "../../src/platforms/web/people.ts";
import type { Refusal, Taken } from "../../src/platforms/web/wire.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { platformContract } from "../contract/platform.ts";
import { playingContract } from "../contract/playing.ts";
import { join, openWeb } from "./web-stage.ts";

platformContract("the local page", openWeb);
playingContract("the local page", openWeb);

const say = (text: string, more: object = {}) => ({
  channel: "general",
  text,
  locale: "en",
  theme: "light",
  ...more,
});

async function withWeb(body: (stage: Awaited<ReturnType<typeof openWeb>>) => Promise<void>): Promise<void> {
  const stage = await openWeb();
  try {
    await body(stage);
  } finally {
    await stage.stop();
  }
}

/** `fetch` may not choose its Host. */
const statusFor = (url: string, headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });

describe("the local page's server", () => {
  it("listens on this machine alone and answers to its own name only", () =>
    withWeb(async ({ page }) => {
      expect(page.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);
      const own = `127.0.0.1:${page.port}`;
      expect(await statusFor(page.url, { host: own })).toBe(200);
      expect(await statusFor(page.url, { host: `localhost:${page.port}` })).toBe(200);
      expect(await statusFor(page.url, { host: `rebound.example:${page.port}` })).toBe(403);
      expect(await statusFor(page.url, { host: "127.0.0.1" })).toBe(403);
      expect(await statusFor(page.url, { host: own, origin: "https://elsewhere.example" })).toBe(403);
      expect(await statusFor(page.url, { host: own, origin: `http://${own}` })).toBe(200);
    }));

  it("answers on port 80 too, which browsers leave out of the Host", async () => {
    const app = new Hono();
    app.use(
      ownOrigin(
        () => 80,
        () => "elsewhere",
      ),
    );
    app.get("/", (c) => c.text("here"));
    const status = async (headers: Record<string, string>) =>
      (await app.request("http://127.0.0.1/", { headers })).status;
    expect(await status({ host: "127.0.0.1" })).toBe(200);
    expect(await status({ host: "localhost", origin: "http://localhost" })).toBe(200);
    expect(await status({ host: "127.0.0.1:80" })).toBe(200);
    expect(await status({ host: "rebound.example" })).toBe(403);
    expect(await status({ host: "127.0.0.1", origin: "http://rebound.example" })).toBe(403);
  });

  it("takes the next port where the wanted one is taken", () =>
    withWeb(async ({ page }) => {
      const { bot } = sampleBot();
      const other = await startWeb({ bot, secret: SECRET, port: page.port });
      expect(other.port).toBeGreaterThan(page.port);
      await other.stop();
    }));

  it("allows nothing inline and nothing from elsewhere", () =>
    withWeb(async ({ page }) => {
      const response = await fetch(page.url);
      const policy = response.headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toContain("unsafe");
      const html = await response.text();
      expect(html).not.toMatch(/<script(?![^>]*src=)|<style| style=| on\w+=/u);
      for (const path of ["page.js", "page.css", "icon.svg", "fonts/Pretendard-Regular.otf"]) {
        expect([path, (await fetch(page.url + path)).status]).toEqual([path, 200]);
      }
      expect((await fetch(`${page.url}fonts/..%2f..%2fpackage.json`)).status).toBe(404);
    }));

  it("refuses 10 MB with a sentence, whether or not its length is announced", () =>
    withWeb(async ({ page, logged }) => {
      const { token } = await join(page, "ada");
      const headers = {
        "Content-Type": "application/json",
        "X-Ackademy-Token": token,
        "X-Ackademy-Locale": "ko",
      };
      const large = JSON.stringify(say("x".repeat(10_000_000)));
      const response = await fetch(`${page.url}api/say`, { method: "POST", headers, body: large });
      expect(response.status).toBe(413);
      expect(((await response.json()) as Refusal).error).toBe("너무 커서 보낼 수 없어요.");
      const pieces = new ReadableStream<Uint8Array>({
        pull: (to) => to.enqueue(new TextEncoder().encode(" ".repeat(65_536))),
      });
      const endless = fetch(`${page.url}api/say`, {
        method: "POST",
        headers,
        body: pieces,
        duplex: "half",
      } as RequestInit);
      expect((await endless).status).toBe(413);
      expect(logged.at(-1)?.fields).toMatchObject({
        id: expect.stringMatching(/^E-/u),
        refused: "web.refused.too-large",
      });
      expect((await fetch(page.url)).status).toBe(200);
    }));

  it("passes ordinary messages on as they are, HTML and all, and refuses what is none", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      const bob = await join(page, "bob");
      await ada.post("say", say("<img src=x onerror=alert(1)> **hi**"));
      await bob.settle();
      expect([...bob.messages.values()]).toMatchObject([
        { text: "<img src=x onerror=alert(1)> **hi**", author: { name: "ada" } },
      ]);
      const refusals = [
        [say(""), 400, "nothing to send"],
        [say("  "), 400, "nothing to send"],
        [say("a\u0000b"), 400, "control characters"],
        [say("\u202eabc"), 400, "control characters"],
        [say("x".repeat(2_001)), 400, "at most 2,000 characters"],
        [say("hi", { channel: "secret" }), 400, "could not be read"],
        [say("hi", { thread: 99 }), 404, "no longer here"],
      ] as const;
      for (const [body, status, why] of refusals) {
        const refused = await ada.post<Refusal>("say", body);
        expect(refused).toEqual({ status, body: { error: expect.stringContaining(why) } });
      }
      await bob.settle();
      expect(bob.messages.size).toBe(1);
    }));

  it("keeps a thread's messages in the thread, counts them, and opens none inside another", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      const { thread } = (await ada.post<Taken>("say", say("/sample talk"))).body;
      expect(thread).toBeTypeOf("number");
      await ada.post("say", say("in here", { thread }));
      const nested = (await ada.post<Taken>("say", say("/sample talk", { thread }))).body;
      expect(nested.thread).toBe(thread);
      await ada.settle();
      expect(ada.messages.get(thread!)).toMatchObject({ replies: 2, title: "Our thread" });
      const inside = [...ada.messages.values()].filter((message) => message.thread === thread);
      expect(inside.map(({ text }) => text)).toEqual(["in here", "Step 0"]);
    }));

  it("shows a private picture to its owner alone, and a public one to all", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      const bob = await join(page, "bob");
      await ada.post("say", say("/sample draw size=9"));
      await ada.post("say", say("/sample draw size=9 public"));
      await ada.settle();
      const [hidden, open] = [...ada.messages.values()].map(
        ({ picture }) => new URL(picture?.url ?? "", page.url).href,
      );
      const status = async (url: string | undefined, token?: string) =>
        (await fetch(token === undefined ? url! : `${url}?token=${token}`)).status;
      expect([
        await status(hidden, ada.token),
        await status(hidden, bob.token),
        await status(hidden),
      ]).toEqual([200, 404, 404]);
      expect(await status(open)).toBe(200);
    }));

  it("refuses a press on a message that the presser cannot see", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      const bob = await join(page, "bob");
      await ada.post("say", say("/sample steps"));
      await ada.settle();
      const [hers] = [...ada.messages.values()];
      const press = hers?.buttons[0]?.[0]?.press;
      const pressing = { message: hers?.id, press, locale: "en", theme: "light" };
      const refused = await bob.post<Refusal>("press", pressing);
      expect(refused).toEqual({ status: 404, body: { error: "This is no longer here." } });
      await ada.settle();
      expect(ada.messages.get(hers!.id)?.text).toBe("Step 0");
    }));

  it("answers a second press of the same button, and moves on by one step only", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      await ada.post("say", say("/sample steps public"));
      await ada.settle();
      const [message] = [...ada.messages.values()];
      const pressing = {
        message: message?.id,
        press: message?.buttons[0]?.[0]?.press,
        locale: "en",
        theme: "light",
      };
      await ada.post("press", pressing);
      await ada.post("press", pressing);
      await ada.settle();
      const texts = [...ada.messages.values()].map(({ text }) => text);
      expect(texts).toEqual(["Step 1", expect.stringContaining("moved on")]);
    }));

  it("knows a person again after a restart, by the token that it signed", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      await page.stop();
      const { bot } = sampleBot();
      const again = await startWeb({ bot, secret: SECRET, port: 0 });
      const back = await join(again, "ada", ada.token);
      expect(back.token).toBe(ada.token);
      const forged = await join(again, "eve", `${ada.token.split(".")[0]}.AAAA`);
      expect(forged.token).not.toBe(ada.token);
      expect((await fetch(`${again.url}api/stream?token=nobody.AAAA`)).status).toBe(401);
      await again.stop();
    }));

  it("slows a flood down with a sentence", () =>
    withWeb(async ({ page }) => {
      const ada = await join(page, "ada");
      const all = await Promise.all(
        Array.from({ length: 40 }, (_, at) => ada.post<Refusal>("say", say(`m${at}`))),
      );
      const refused = all.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThan(5);
      expect(refused[0]?.body.error).toContain("a lot at once");
    }));

  it("wants JSON, and a name that is one", () =>
    withWeb(async ({ page }) => {
      const post = async (type: string, body: string) => {
        const headers = { "Content-Type": type };
        const response = await fetch(`${page.url}api/people`, { method: "POST", headers, body });
        return [response.status, ((await response.json()) as Partial<Refusal>).error];
      };
      const noName = "A name has 1 to 40 characters, without control characters.";
      expect(await post("text/plain", '{"name":"ada"}')).toEqual([400, "The request could not be read."]);
      expect(await post("application/json", "{")).toEqual([400, noName]);
      expect(await post("application/json", '{"name":" "}')).toEqual([400, noName]);
      expect(await post("application/json", '{"name":"ada"}')).toEqual([200, undefined]);
      expect([readName(" a  b "), readName("x".repeat(41)), readName("a\u0007")]).toEqual([
        "a b",
        undefined,
        undefined,
      ]);
    }));
});
