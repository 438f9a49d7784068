import { describe, expect, it } from "vitest";
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
});
