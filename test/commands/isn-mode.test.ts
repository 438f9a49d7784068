/** `/handshake run … isn=`: what was chosen is to be seen. */
import { expect, it } from "vitest";
import handshake from "../../commands/handshake.ts";
import type { Message } from "../../src/chat/message.ts";
import { context } from "../chat/sample-bot.ts";
import { commandBot } from "./command-bot.ts";

const bot = commandBot(handshake);
const who = context("ada", "en");

const say = async (text: string) => (await bot.run(text, who)).replies[0]?.message as Message<string>;

async function press({ buttons }: Message<string>, label: string): Promise<Message<string>> {
  const id = buttons?.flat().find((one) => one.label === label)?.press ?? `no button ${label}`;
  return (await bot.press(id, who)).replies[0]?.message as Message<string>;
}

it("shows the numbers of the header: counted from the ISNs every mode looks alike", async () => {
  const chosen = await say("/handshake run three-way isn=constant");
  expect(chosen.picture?.alt).toContain("SYN seq=100");
  expect(chosen.picture?.alt).toContain("ack=101");
  const first = await press(await press(chosen, "Step by step"), "Next ▶");
  const second = await press(first, "Next ▶");
  expect(second.picture?.alt).toContain("SYN seq=100");
  expect((await say("/handshake run three-way")).picture?.alt).toContain("SYN seq=0");
});

it("says nothing of a scenario's own ISNs where others were chosen", async () => {
  const said = async (more: string) => (await say(`/handshake run sample-1100${more}`)).text;
  expect(await said("")).toContain("ISN 1100, ACK 1101");
  for (const view of ["", " view=text", " view=why"]) {
    const text = await said(` isn=random32${view}`);
    expect(text?.replaceAll("sample-1100", "")).not.toMatch(/110[01]/u);
    expect(text).toContain("ISN and ACK number");
  }
});
