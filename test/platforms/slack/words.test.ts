import { describe, expect, it } from "vitest";
import { CAN } from "../../../src/platforms/slack/who.ts";
import { mrkdwn, plain, typed } from "../../../src/platforms/slack/words.ts";

describe("what people type", () => {
  it.each([
    ["mentions, with a name or without", "join <@U1|ada> <@U2>", "join slack:T1:U1 slack:T1:U2"],
    ["channels", "set <#C1|general>", "set C1"],
    [
      "links, as they were written",
      "see <http://a.example|a.example> <http://b.example>",
      "see a.example http://b.example",
    ],
    ["entities", "a &amp;&amp; b &lt;c&gt; &amp;lt;", "a && b <c> &lt;"],
    ["Korean", "단계 공개=예", "단계 공개=예"],
  ])("comes back as plain text: %s", (_, text, wanted) => {
    expect(typed(text, "T1")).toBe(wanted);
  });
});

describe("what the bot says", () => {
  it.each([
    ["bold and lists", "**a** and\n- b", "*a* and\n• b"],
    ["Slack's own marks", "1 < 2 & <!channel>", "1 &lt; 2 &amp; &lt;!channel&gt;"],
    ["code, left alone", "`**x**`\n```text\n- y\n```", "`**x**`\n```\n- y\n```"],
    ["a moment in local time", "at <!date^5^{time}|then>", "at <!date^5^{time}|then>"],
  ])("is Slack's mrkdwn: %s", (_, text, wanted) => {
    expect(mrkdwn(text)).toBe(wanted);
  });

  it("is told in plain words beside the blocks", () => {
    expect(plain("**`SYN`** 한글 <&>")).toBe("SYN 한글 &lt;&amp;&gt;");
  });

  it.each([
    ["en", "Asia/Seoul", "Nov 30, 2026, 09:00 GMT+9"],
    ["ko", "Asia/Seoul", "2026년 11월 30일 09:00 GMT+9"],
    ["en", "UTC", "Nov 30, 2026, 00:00 UTC"],
  ] as const)("tells moments in plain words too, in %s and %s", (locale, zone, wanted) => {
    const when = CAN.localTime?.(Date.UTC(2026, 10, 30) / 1_000, { locale, zone });
    expect(mrkdwn(`**Next:** ${when}.`)).toBe(`*Next:* ${when}.`);
    expect(plain(`**Next:** ${when}.`)).toBe(`Next: ${wanted}.`);
  });

  it("leaves channels to Slack, which names them in plain words too", () => {
    expect(plain(`**${CAN.channelName?.("C1")}** <@U1>`)).toBe("<#C1> &lt;@U1&gt;");
  });
});
