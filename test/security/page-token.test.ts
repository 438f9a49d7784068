/** The page where other machines can reach it: nothing of it without its token. */
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startWeb, type WebPage } from "../../src/platforms/web/index.ts";
import { GUESSES } from "../../src/platforms/web/limits.ts";
import { SECRET, sampleBot } from "../chat/sample-bot.ts";
import { endAll, PATIENT, startMain } from "../operating/process.ts";

const TOKEN = "a-token-of-the-test";

describe("a page with a token", () => {
  let page: WebPage;
  beforeEach(async () => {
    page = await startWeb({
      ...{ bot: sampleBot().bot, secret: SECRET, port: 0 },
      host: "0.0.0.0",
      token: TOKEN,
    });
  });
  afterEach(() => page.stop());

  const ask = (path: string, headers: Record<string, string> = {}, how: RequestInit = {}) =>
    fetch(`${page.url}${path}`, { redirect: "manual", headers, ...how });
  const enter = async () => (await ask(`?token=${TOKEN}`)).headers.get("set-cookie") ?? "";

  it.each(["", "page.js", "api/page", "api/stream?token=x", "fonts/Pretendard-Bold.otf", "pictures/1"])(
    "shows nothing of /%s without it, and says in both languages what it wants",
    async (path) => {
      const refused = await ask(path);
      expect(refused.status).toBe(401);
      const said = await refused.text();
      expect(said).toContain("This page needs its token.");
      expect(said).toContain("토큰");
      expect(said).not.toContain(TOKEN);
      expect(refused.headers.get("content-security-policy")).toContain("default-src 'none'");
    },
  );

  it("takes nothing without it either", async () => {
    const headers = { "Content-Type": "application/json" };
    expect((await ask("api/people", headers, { method: "POST", body: '{"name":"ada"}' })).status).toBe(401);
  });

  it("opens with it, by a cookie that scripts and other sites cannot use, and that is not the token", async () => {
    const opened = await ask(`?token=${TOKEN}`);
    expect([opened.status, opened.headers.get("location")]).toEqual([303, "/"]);
    const cookie = opened.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^ackademy_page=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(cookie).not.toContain(TOKEN);
    const shown = await ask("", { Cookie: cookie.split(";")[0] ?? "" });
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain("<title>Ackademy</title>");
  });

  it("marks the cookie for encrypted connections behind a proxy that has one", async () => {
    const opened = await ask(`?token=${TOKEN}`, { "X-Forwarded-Proto": "https" });
    expect(opened.headers.get("set-cookie")).toContain("; Secure");
  });

  it("refuses a page elsewhere that sends the visitor's cookie along", async () => {
    const cookie = (await enter()).split(";")[0] ?? "";
    const post = (origin: string) =>
      ask(
        "api/people",
        { "Content-Type": "application/json", Cookie: cookie, Origin: origin },
        { method: "POST", body: '{"name":"ada"}' },
      );
    expect((await post("https://elsewhere.example")).status).toBe(403);
    expect((await post(page.url.slice(0, -1))).status).toBe(200);
  });

  it("lets nobody guess for long", async () => {
    for (let n = 0; n < GUESSES.burst; n++) expect((await ask(`?token=guess-${n}`)).status).toBe(401);
    expect((await ask("?token=guess")).status).toBe(429);
    expect((await ask(`?token=${TOKEN}`)).status).toBe(429);
  });
});

describe("npm start", PATIENT, () => {
  afterEach(endAll);

  it("does not let other machines reach the page without a token", async () => {
    const { ended, heard } = startMain({ ACKADEMY_HOST: "0.0.0.0" });
    expect(await ended).toBe(1);
    expect(heard.err).toBe(
      "ACKADEMY_PAGE_TOKEN is wanted where ACKADEMY_HOST lets other machines reach the page\n",
    );
  });

  it("listens on this machine's own address alone unless told otherwise", async () => {
    const { url } = startMain();
    const { port } = new URL(await url());
    // Every address of 127.0.0.0/8 is this machine's; only the one that was bound answers.
    const reached = await new Promise((resolve) => {
      request({ host: "127.0.0.2", port }, () => resolve("reached"))
        .on("error", ({ message }) => resolve(message))
        .end();
    });
    if (process.platform === "linux") expect(reached).toContain("ECONNREFUSED");
  });
});
