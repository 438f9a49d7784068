import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/platforms/web/guard.ts";
import { startWeb } from "../../src/platforms/web/index.ts";
import { MESSAGES } from "../../src/platforms/web/limits.ts";
import { createPeople, readName } from "../../src/platforms/web/people.ts";
import { createPictures } from "../../src/platforms/web/pictures.ts";
import { createRoom } from "../../src/platforms/web/room.ts";
import type { Refusal, Taken } from "../../src/platforms/web/wire.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { platformContract } from "../contract/platform.ts";
import { join, openWeb } from "./web-stage.ts";

platformContract("the local page", openWeb);

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
      for (const text of ["", "  ", "a\u0000b", "\u202eabc", "x".repeat(2_001)]) {
        expect((await ada.post<Refusal>("say", say(text))).status).toBe(400);
      }
      expect((await ada.post("say", say("hi", { channel: "secret" }))).status).toBe(400);
      expect((await ada.post("say", say("hi", { thread: 99 }))).status).toBe(404);
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
      const { status } = await bob.post("press", { message: hers?.id, press, locale: "en", theme: "light" });
      expect(status).toBe(404);
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
      const post = (type: string, body: string) =>
        fetch(`${page.url}api/people`, { method: "POST", headers: { "Content-Type": type }, body });
      expect((await post("text/plain", '{"name":"ada"}')).status).toBe(400);
      expect((await post("application/json", "{")).status).toBe(400);
      expect((await post("application/json", '{"name":" "}')).status).toBe(400);
      expect([readName(" a  b "), readName("x".repeat(41)), readName("a\u0007")]).toEqual([
        "a b",
        undefined,
        undefined,
      ]);
    }));
});

describe("what the page keeps in memory", () => {
  it("is bounded: the oldest messages go, threads with what they hang on", () => {
    const gone: number[] = [];
    const room = createRoom({ changed: () => {}, gone: (ids) => gone.push(...ids) });
    const draft = { channel: "general", text: "x", buttons: [], at: 0 };
    room.post(draft);
    room.post({ ...draft, thread: 1 });
    for (let count = 2; count < MESSAGES + 1; count++) room.post(draft);
    expect(gone).toEqual([1, 2]);
    for (let count = 0; count < 1_000; count++) room.post(draft, "web:ada");
    expect(room.seenBy("web:ada")).toHaveLength(MESSAGES);
  });

  it("is bounded: the oldest pictures go", () => {
    const pictures = createPictures(100);
    const ids = [1, 2, 3].map(() =>
      pictures.keep({ png: new Uint8Array(40), alt: "", width: 1, height: 1, name: "a.png" }),
    );
    expect(ids.map((id) => pictures.find(id) !== undefined)).toEqual([false, true, true]);
  });

  it("lets whoever waits go on", () => {
    let now = 0;
    const may = createPacer({ burst: 2, perSecond: 1 }, () => now);
    expect([may("a"), may("a"), may("a"), may("b")]).toEqual([true, true, false, true]);
    now = 1_000;
    expect([may("a"), may("a")]).toEqual([true, false]);
  });

  it("forgets people who are away first", () => {
    const people = createPeople(SECRET);
    const first = people.introduce("first");
    people.opened(first.me);
    const second = people.introduce("second");
    for (let count = 0; count < 200; count++) people.introduce(`p${count}`);
    expect(people.find(first.token)?.name).toBe("first");
    expect(people.find(second.token)).toBeUndefined();
  });
});
