/** `/handshake compare`: two sides in one picture, or why not. */
import { describe, expect, it, vi } from "vitest";
import handshake from "../../commands/handshake.ts";
import help from "../../commands/help.ts";
import { LOCALES } from "../../src/language.ts";
import { WHAT_IF_NAMES } from "../../src/simulator/network/what-if.ts";
import { PROFILE_NAMES } from "../../src/simulator/tcp/profile.ts";
import { context } from "../chat/sample-bot.ts";
import { commandBot } from "./command-bot.ts";
import { buttons, fitsEveryPlatform, talk } from "./talk.ts";

// Many pictures are drawn here; a busy machine takes its time.
vi.setConfig({ testTimeout: 30_000 });

const { say, press } = talk(commandBot(handshake, help));

describe("/handshake compare", () => {
  it("shows the numbers of the header where only the ISNs differ", async () => {
    const { picture } = (await say("/handshake compare clock random32")).message;
    const seqs = [...(picture?.alt ?? "").matchAll(/seq=(\d+)/gu)].map(([, seq]) => Number(seq));
    expect(Math.max(...seqs)).toBeGreaterThan(1_000_000);
    const { picture: os } = (await say("/handshake compare linux windows")).message;
    expect(os?.alt).not.toMatch(/seq=\d{6}/u);
  });

  it("shows of two scenarios the numbers that each shows alone", async () => {
    const seqs = async (command: string) => {
      const alt = (await say(command)).message.picture?.alt ?? "";
      return alt.split("If two segments were enough\n").map((half) => half.match(/(?:seq|ack)=\d+/gu) ?? []);
    };
    const [left = [], right = []] = await seqs("/handshake compare three-way two-way");
    expect(left.slice(0, 3)).toEqual(["seq=0", "seq=0", "ack=1"]);
    expect(right.slice(0, 3)).toEqual(["seq=90", "seq=300", "ack=91"]);
    const [same = []] = await seqs("/handshake compare rule random32 scenario=three-way");
    expect(Number(same[0]?.slice(4))).toBeGreaterThan(1_000_000);
  });

  it("tells first how both end", async () => {
    const { picture } = (await say("/handshake compare no-time-wait")).message;
    expect(picture?.alt.split("\n").slice(0, 2)).toEqual([
      "No TIME-WAIT: The repeated FIN found no connection any more: the client had forgotten it and answered with a RST.",
      "By the rule: The ACK was lost, so the server repeated its FIN,ACK.",
    ]);
  });

  it.each(["two-way rule", "no-time-wait rule", "rule no-time-wait", "two-way linux"])(
    "plays one scenario on both sides of a what-if that a scenario is named after: %s",
    async (sides) => {
      const [a = "", b = ""] = sides.split(" ");
      for (const asked of ["", " scenario=three-way", " scenario=reconnect-in-time-wait"]) {
        const reply = await say(`/handshake compare ${sides}${asked}`);
        const runs: string[] = [];
        for (const { label } of buttons(reply).slice(-2)) {
          runs.push(/\/handshake run [^`]*/u.exec((await press(reply, label)).message.text)?.[0] ?? "");
        }
        const [left, right] = runs.map((run) => run.split(" ")[2]);
        expect(left, `${sides}${asked}: ${runs.join(" | ")}`).toBe(right);
        if (asked) expect(left).toBe(asked.split("=")[1]);
        for (const [side, name] of [a, b].entries()) {
          if ((WHAT_IF_NAMES as readonly string[]).includes(name))
            expect(runs[side]).toContain(`what-if=${name}`);
        }
      }
    },
  );

  it("tells a scenario beside a scenario, though a what-if has the same name", async () => {
    const { text } = (await say("/handshake compare three-way two-way")).message;
    expect(text).toContain("**Three-way handshake · If two segments were enough**");
  });

  it("goes on to the next picture where one does not hold both", async () => {
    const first = await say("/handshake compare macos freebsd scenario=accept-overflow-reset");
    const turn = buttons(first).find(({ label }) => /^Picture 2 of \d ▶$/u.test(label));
    expect(
      buttons(first)
        .map(({ label }) => label)
        .join(),
    ).toContain("Picture 2 of");
    const second = await press(first, turn?.label ?? "");
    fitsEveryPlatform(second);
    expect(second.to).toBe("same message");
    expect(second.message.picture?.png).not.toEqual(first.message.picture?.png);
    expect(second.message.text).toBe(first.message.text);
  });

  it.each(["rule rule", "rule", "linux linux", "two-way two-way scenario=four-way", "life life"])(
    "offers something else where both sides are the same: %s",
    async (sides) => {
      const reply = await say(`/handshake compare ${sides}`);
      fitsEveryPlatform(reply);
      expect(reply.message.text).toContain("beside itself");
      for (const { label } of buttons(reply))
        expect((await press(reply, label)).message.picture).toBeDefined();
    },
  );

  it("says so where two sides cannot be told apart", async () => {
    const alike = await say("/handshake compare linux macos scenario=three-way");
    expect(alike.message.text).toContain("No difference can be seen here");
    expect((await say("/handshake compare linux windows")).message.text).not.toContain("No difference");
  });

  it("says why there is no picture where a half has too many hosts", async () => {
    const { text, picture } = (await say("/handshake compare three-connections life")).message;
    expect(picture).toBeUndefined();
    expect(text).toContain("room for 3 hosts");
  });

  it.each(WHAT_IF_NAMES)("%s beside the rule, in one picture", async (name) => {
    const reply = await say(`/handshake compare ${name}`);
    fitsEveryPlatform(reply);
    expect(reply.message.picture?.png.length).toBeGreaterThan(5_000);
    expect(reply.message.text).toContain(`/handshake compare ${name} rule`);
  });

  it("says in which way the two came out differently", async () => {
    const { text } = (await say("/handshake compare no-time-wait")).message;
    expect(text).toContain("No TIME-WAIT: The repeated FIN found no connection any more");
    expect(text).toContain("By the rule: The ACK was lost, so the server repeated its FIN,ACK.");
  });

  it("two systems, and each of them alone by a button", async () => {
    const reply = await say("/handshake compare linux windows");
    expect(reply.message.text).toContain("after 3 s");
    expect((await press(reply, "Windows")).message.text).toContain("/handshake run syn-lost os=windows");
  });

  it.each(LOCALES)("nothing named: the timers of all systems, with sources, in %s", async (locale) => {
    const reply = await say("/handshake compare", locale);
    fitsEveryPlatform(reply);
    for (const seconds of ["183", "131", "21", "75"]) expect(reply.message.text).toContain(seconds);
    const windows = await press(reply, "Windows", context("ada", locale));
    expect(windows.message.text).toContain("TcpMaxConnectRetransmissions");
    expect(windows.message.text).toContain(locale === "ko" ? "확인되지 않음" : "unverified");
    for (const os of PROFILE_NAMES) expect(reply.message.picture?.alt).toContain(nameOf(os));
  });

  const nameOf = (os: string): string =>
    ({ rfc: "RFC 9293", linux: "Linux", windows: "Windows", freebsd: "FreeBSD", macos: "macOS" })[os] ?? os;
});
