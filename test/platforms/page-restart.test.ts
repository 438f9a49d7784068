/** The real `main.ts`, killed and started again on the same data: the page shows what was said, and it is still played. */
import { afterEach, expect, it } from "vitest";
import type { WireMessage } from "../../src/platforms/web/wire.ts";
import { endAll, newFolder, PATIENT, startMain } from "../operating/process.ts";
import { type Client, join } from "./web-stage.ts";

afterEach(endAll);

const view = { locale: "en", theme: "light" };

async function started(data: string) {
  const main = startMain({ ACKADEMY_DATA: data });
  const page = { url: await main.url() };
  const say = async (who: Client, text: string, thread?: number) => {
    const spot = { channel: "general", ...(thread !== undefined && { thread }) };
    expect((await who.post("say", { ...spot, text, ...view })).status).toBe(200);
  };
  const press = async (who: Client, label: string) => {
    const on = [...who.messages.values()].findLast(({ buttons }) =>
      buttons.flat().some((button) => button.label === label && !button.disabled),
    );
    const id = on?.buttons.flat().find((button) => button.label === label)?.press;
    if (on === undefined || id === undefined) throw new Error(`nothing shows a button "${label}"`);
    expect((await who.post("press", { message: on.id, press: id, ...view })).status).toBe(200);
    await who.settle();
  };
  return { ...main, page, say, press };
}

const shown = (who: Client): readonly WireMessage[] => [...who.messages.values()];

it("keeps what was said and answered through kill -9, and its buttons work", PATIENT, async () => {
  const data = newFolder();
  const before = await started(data);
  const ada = await join(before.page, "Ada");
  const bob = await join(before.page, "Bob");
  await before.say(ada, "hello everybody");
  await before.say(ada, "/me timezone Asia/Seoul");
  await before.say(ada, "/connection start three-way");
  await ada.settle();
  const { id: root } = [...ada.messages.values()].find(({ title }) => title !== undefined)!;
  await before.press(ada, "Join: Client");
  await before.say(bob, "shall I be the server?", root);
  await ada.settle();
  await bob.settle();
  const [hers, his] = [shown(ada), shown(bob)];
  expect(hers.filter((one) => one.private).length).toBeGreaterThan(0);
  expect(his.filter((one) => one.private)).toEqual([]);
  // Acknowledged, and killed at once.
  await before.say(bob, "my last words");
  before.child.kill("SIGKILL");
  await before.ended;

  const after = await started(data);
  const [adaAgain, bobAgain] = [
    await join(after.page, "Ada", ada.token),
    await join(after.page, "Bob", bob.token),
  ];
  const last = expect.objectContaining({ text: "my last words" });
  expect(shown(adaAgain)).toEqual([...hers, last]);
  expect(shown(bobAgain)).toEqual([...his, last]);
  await after.press(bobAgain, "Join: Server");
  await after.say(bobAgain, "now I am", root);
  await bobAgain.settle();
  const said = [...bobAgain.messages.values()];
  expect(said.some(({ text, thread }) => thread === root && text === "now I am")).toBe(true);
  expect(said.find(({ id }) => id === root)?.replies).toBeGreaterThan(
    his.find(({ id }) => id === root)?.replies ?? 0,
  );
  // What comes now is newer than everything before.
  expect(Math.max(...said.map(({ id }) => id))).toBe(said.at(-1)?.id);
  after.child.kill("SIGTERM");
  expect(await after.ended).toBe(0);
  for (const tab of [ada, bob, adaAgain, bobAgain]) tab.close();
});

it("forgets on the page too what somebody has deleted", PATIENT, async () => {
  const data = newFolder();
  const before = await started(data);
  const ada = await join(before.page, "Ada");
  await before.say(ada, "my own words");
  await before.say(ada, "/me export");
  await before.say(ada, "/handshake run public");
  await before.say(ada, "/me delete");
  await ada.settle();
  await before.press(ada, "Delete everything");
  before.child.kill("SIGKILL");
  await before.ended;
  const after = await started(data);
  const bob = await join(after.page, "Bob");
  const left = [...bob.messages.values()];
  expect(left).toHaveLength(1);
  expect(left[0]?.picture).toBeDefined();
  // As a word: the drawn addresses and seals may have any three letters in a row.
  expect(JSON.stringify(left)).not.toMatch(/\bAda\b/u);
  for (const tab of [ada, bob]) tab.close();
});

it("shows its pictures again, to whom they are for, and those of edited cards too", PATIENT, async () => {
  const data = newFolder();
  const before = await started(data);
  const ada = await join(before.page, "Ada");
  await before.say(ada, "/handshake run syn-lost");
  await before.say(ada, "/handshake run view=map");
  await before.say(ada, "/handshake run three-way");
  await ada.settle();
  await before.press(ada, "Step by step");
  await before.press(ada, "Next ▶");
  // Last: it takes the longest, and a connection that has been idle meanwhile may be closed just as it is used again.
  await before.say(ada, "/handshake run three-way animate=true");
  await ada.settle();
  const bytesOf = async (page: { url: string }, who: Client, url: string) => {
    const asked = () => fetch(new URL(`${url}?token=${who.token}`, page.url));
    const answer = await asked().catch(asked);
    return answer.ok ? Buffer.from(await answer.arrayBuffer()) : answer.status;
  };
  const urls = shown(ada).flatMap(({ picture: of }) =>
    of ? [of.url, ...(of.movingUrl ? [of.movingUrl] : [])] : [],
  );
  expect(urls.length).toBeGreaterThanOrEqual(5);
  const seen = await Promise.all(urls.map((url) => bytesOf(before.page, ada, url)));
  before.child.kill("SIGKILL");
  await before.ended;
  const after = await started(data);
  const again = await join(after.page, "Ada", ada.token);
  const bob = await join(after.page, "Bob");
  for (const [at, url] of urls.entries()) {
    const bytes = await bytesOf(after.page, again, url);
    expect(bytes, url).toEqual(seen[at]);
  }
  const { url } = shown(again).find((one) => one.private)!.picture!;
  expect(await bytesOf(after.page, bob, url)).toBe(404);
  for (const tab of [ada, again, bob]) tab.close();
});

it("says of a file that it is not kept", PATIENT, async () => {
  const data = newFolder();
  const before = await started(data);
  const ada = await join(before.page, "Ada");
  await before.say(ada, "/me export");
  before.child.kill("SIGKILL");
  await before.ended;
  const again = await join((await started(data)).page, "Ada", ada.token);
  expect(shown(again)[0]?.file).toEqual({ name: "ackademy.json", bytes: expect.any(Number) });
  for (const tab of [ada, again]) tab.close();
});
