import { describe, expect, it } from "vitest";
import { sharedBy, sharerIn, textWithSharer } from "../../src/chat/shared-by.ts";
import { asset } from "../../src/checkout.ts";
import { loadLanguage } from "../../src/language.ts";

const language = loadLanguage(asset("locales"));

describe.each(["en", "ko"] as const)("who shares it (%s)", (channelLocale) => {
  it.each(["ada", "님이 공유했어요.", "Shared by", "a {{name}} $& b", "."])("is found again: %s", (name) => {
    const by = sharedBy({ asker: { id: "test:a", name }, language, channelLocale });
    expect(sharerIn(textWithSharer({ sharedBy: by, text: "**Title**\nmore" }), language)).toBe(by);
  });
});

it.each(["", "**Title**", "Shared by.", "Title\nShared by ada.", " 님이 공유했어요."])(
  "is nobody where nobody shared it: %j",
  (text) => {
    expect(sharerIn(text, language)).toBeUndefined();
  },
);
