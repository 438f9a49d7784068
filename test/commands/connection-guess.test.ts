// Saying what comes next in a shared connection: what is kept, what is not, and what its author is told at once.
import { afterEach, expect, it } from "vitest";
import { context } from "../chat/sample-bot.ts";
import { bot, buttonOf, closeStores, inThread, newest, press } from "./connection-bot.ts";

afterEach(closeStores);

it("says of a word that is no flag or state that it is none while it can be corrected, and does not count it", async () => {
  const one = await bot();
  let card = newest((await one.run("/connection start three-way mode=predict", context("ada"))).replies);
  for (const seat of ["Client", "Server", "Network"])
    card = newest(await press(one, card, "ada", `Join: ${seat}`));
  card = newest(await press(one, card, "ada", "Server: listen(80)"));
  const say = async (fields: Record<string, string>) => {
    const { form } = await one.press(buttonOf(card, "Guess"), inThread("bo"));
    const { replies } = await one.press(form?.press ?? "", inThread("bo"), { fields });
    expect(replies.map(({ to }) => to)).toEqual(["asker"]);
    return replies[0]?.message.text ?? "";
  };
  const nothing = await say({ flags: "FOO", state: "banana" });
  expect(nothing).toContain("`FOO` is no TCP flag");
  expect(nothing).toContain("`banana` is no TCP state");
  expect(nothing).toContain("Nothing of this is kept yet");
  const rest = await say({ flags: "[S]", seq: "x", state: "SYN SENT" });
  expect(rest).toContain("`x` is no number");
  expect(rest).toContain("The other parts are kept");
  card = newest(await press(one, card, "ada", "Client: connect(10.0.0.2:80)"));
  expect(card.text).toContain("**Guesses:** bo 2/2");
});
