// Bodies that Discord refuses, each with the code and the place that it names; and every answer in the documented shape.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalDiscord, openDiscord } from "./discord.ts";
import type { Json } from "./json.ts";
import { hasSchema, responseFaults, schemaFaults } from "./schema.ts";
import { commands } from "./self-bot.ts";

let discord: LocalDiscord;
let general: string;

beforeAll(async () => {
  discord = await openDiscord();
  general = discord.channel("general");
});

afterAll(() => discord.stop());

async function send(method: string, path: string, body?: unknown, token = discord.token) {
  const response = await fetch(`${discord.api}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const json = response.status === 204 ? {} : ((await response.json()) as Json);
  return { status: response.status, json };
}

/** Where the first fault stands, beside the code of all of them. */
async function refused(method: string, path: string, body: unknown) {
  const before = discord.violations.length;
  const { status, json } = await send(method, path, body);
  return { status, code: json.code, at: discord.violations.slice(before).map((one) => one.path) };
}

const post = (body: object) => refused("POST", `/channels/${general}/messages`, body);
const button = (custom_id: string, label = "go") => ({ type: 2, style: 1, custom_id, label });
const row = (...components: object[]) => ({ type: 1, components });
const rows = (count: number) => Array.from({ length: count }, (_, at) => row(button(`b${at}`)));

describe("messages", () => {
  it.each<[string, object, string]>([
    ["2,001 characters", { content: "x".repeat(2_001) }, "content"],
    ["six rows", { content: "x", components: rows(6) }, "components"],
    [
      "six buttons in a row",
      { content: "x", components: [row(...[1, 2, 3, 4, 5, 6].map((n) => button(`b${n}`)))] },
      "components.0.components",
    ],
    [
      "a custom id twice",
      { content: "x", components: [row(button("a")), row(button("a"))] },
      "components.1.components.0.custom_id",
    ],
    [
      "a long custom id",
      { content: "x", components: [row(button("a".repeat(101)))] },
      "components.0.components.0.custom_id",
    ],
    [
      "a long label",
      { content: "x", components: [row(button("a", "l".repeat(81)))] },
      "components.0.components.0.label",
    ],
    [
      "a label of nothing",
      { content: "x", components: [row(button("a", ""))] },
      "components.0.components.0.label",
    ],
    [
      "26 options",
      {
        content: "x",
        components: [
          row({
            type: 3,
            custom_id: "s",
            options: Array.from({ length: 26 }, (_, n) => ({ label: `${n}`, value: `${n}` })),
          }),
        ],
      },
      "components.0.components.0.options",
    ],
    [
      "embeds of 6,001 in all",
      { embeds: [{ description: "x".repeat(4_000) }, { description: "x".repeat(2_001) }] },
      "embeds",
    ],
    [
      "V2 with content",
      { content: "x", flags: 1 << 15, components: [{ type: 10, content: "y" }] },
      "content",
    ],
    ["V2 without its flag", { content: "x", components: [{ type: 10, content: "y" }] }, "components.0.type"],
    ["a long nonce", { content: "x", nonce: "n".repeat(26) }, "nonce"],
    ["an attachment without its file", { content: "x", attachments: [{ id: "0" }] }, "attachments.0.id"],
    [
      "a long description",
      { content: "x", attachments: [{ id: "0", description: "d".repeat(1_025) }] },
      "attachments.0.description",
    ],
  ])("refuse %s", async (_, body, at) => {
    const { status, code, at: places } = await post(body);
    expect({ status, code }).toEqual({ status: 400, code: 50_035 });
    expect(places).toContain(at);
  });

  it("refuse an empty one, also with buttons", async () => {
    expect(await post({ content: "" })).toMatchObject({ status: 400, code: 50_006 });
    expect(await post({ components: rows(1) })).toMatchObject({ status: 400, code: 50_006 });
  });

  it("refuse a file over 10 MiB", async () => {
    const form = new FormData();
    form.set("payload_json", "{}");
    form.set("files[0]", new Blob([new Uint8Array(10 * 1_024 * 1_024 + 1)]), "large.bin");
    const headers = { authorization: `Bot ${discord.token}` };
    const response = await fetch(`${discord.api}/v10/channels/${general}/messages`, {
      method: "POST",
      headers,
      body: form,
    });
    expect([response.status, await response.json()]).toMatchObject([413, { code: 40_005 }]);
  });

  it("post once for one nonce", async () => {
    const body = { content: "once", nonce: "slot-1", enforce_nonce: true };
    const [first, second] = [
      await send("POST", `/channels/${general}/messages`, body),
      await send("POST", `/channels/${general}/messages`, body),
    ];
    expect(second.json.id).toBe(first.json.id);
    discord.clock.advance(6 * 60_000);
    expect((await send("POST", `/channels/${general}/messages`, body)).json.id).not.toBe(first.json.id);
  });
});

describe("commands", () => {
  const command = { name: "a", description: "d" };
  const option = { type: 3, name: "o", description: "d" };
  const long = "x".repeat(101);
  const choices = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ name: `c${n}`, value: `${n}` }));
  const wordy = Array.from({ length: 25 }, (_, n) => ({
    ...option,
    name: `${"o".repeat(28)}${n}`,
    description: "d".repeat(100),
    choices: choices(25).map((one) => ({ ...one, name: `${one.name}${"n".repeat(90)}` })),
  }));
  it.each<[string, object, string]>([
    ["an upper-case name", { ...command, name: "Aa" }, "0.name"],
    ["a name with a space", { ...command, name: "a b" }, "0.name"],
    ["no description", { name: "a" }, "0.description"],
    ["a long description", { ...command, description: long }, "0.description"],
    [
      "a long localised one",
      { ...command, description_localizations: { ko: long } },
      "0.description_localizations.ko",
    ],
    [
      "an unknown locale",
      { ...command, description_localizations: { en: "d" } },
      "0.description_localizations.en",
    ],
    [
      "required after optional",
      { ...command, options: [option, { ...option, name: "p", required: true }] },
      "0.options.1",
    ],
    [
      "26 options",
      { ...command, options: Array.from({ length: 26 }, (_, n) => ({ ...option, name: `o${n}` })) },
      "0.options",
    ],
    ["26 choices", { ...command, options: [{ ...option, choices: choices(26) }] }, "0.options.0.choices"],
    [
      "a long choice",
      { ...command, options: [{ ...option, choices: [{ name: long, value: "v" }] }] },
      "0.options.0.choices.0.name",
    ],
    ["over 8,000 characters", { ...command, options: wordy }, "0"],
  ])("refuse %s", async (_, body, at) => {
    const {
      status,
      code,
      at: places,
    } = await refused("PUT", `/applications/${discord.application}/commands`, [body]);
    expect({ status, code }).toEqual({ status: 400, code: 50_035 });
    expect(places).toContain(at);
  });

  it("come back as they were put, with their texts only on request", async () => {
    const path = `/applications/${discord.application}/commands`;
    expect((await send("PUT", path, commands)).status).toBe(200);
    expect((await send("GET", `${path}?with_localizations=true`)).json).toMatchObject(commands);
    const [plain] = (await send("GET", path)).json as unknown as Json[];
    expect(plain).not.toHaveProperty("description_localizations");
  });
});

describe("places", () => {
  it("refuse a bad token, an unknown channel, a missing permission and access", async () => {
    expect((await send("GET", "/users/@me", undefined, "wrong")).json).toEqual({
      message: "401: Unauthorized",
      code: 0,
    });
    expect((await send("POST", "/channels/1/messages", { content: "x" })).json).toMatchObject({
      code: 10_003,
    });
    expect((await send("PATCH", `/channels/${general}/messages/1`, { content: "x" })).json).toMatchObject({
      code: 10_008,
    });
    discord.deny("quiz", ["SendMessages"]);
    const quiz = `/channels/${discord.channel("quiz")}/messages`;
    expect(await send("POST", quiz, { content: "x" })).toMatchObject({ status: 403, json: { code: 50_013 } });
    discord.deny("quiz", ["ViewChannel"]);
    expect(await send("POST", quiz, { content: "x" })).toMatchObject({ status: 403, json: { code: 50_001 } });
  });

  it("keep an archived thread as it is, until somebody posts in it; never a locked one", async () => {
    const thread = (await send("POST", `/channels/${general}/threads`, { name: "t", type: 11 })).json
      .id as string;
    const posted = (await send("POST", `/channels/${thread}/messages`, { content: "x" })).json.id as string;
    const edit = () => send("PATCH", `/channels/${thread}/messages/${posted}`, { content: "y" });
    discord.archive(thread);
    expect((await edit()).json).toMatchObject({ code: 50_083 });
    expect((await send("POST", `/channels/${thread}/messages`, { content: "z" })).status).toBe(200);
    expect((await edit()).status).toBe(200);
    discord.archive(thread, { locked: true });
    expect((await send("POST", `/channels/${thread}/messages`, { content: "z" })).json).toMatchObject({
      code: 160_005,
    });
  });

  it("open one thread on a message, with a name that fits", async () => {
    const { json } = await send("POST", `/channels/${general}/messages`, { content: "card" });
    const path = `/channels/${general}/messages/${json.id}/threads`;
    expect(await refused("POST", path, { name: "n".repeat(101) })).toMatchObject({
      code: 50_035,
      at: ["name"],
    });
    expect((await send("POST", path, { name: "n" })).json).toMatchObject({ id: json.id, type: 11 });
    expect((await send("POST", path, { name: "n" })).json).toMatchObject({ code: 160_004 });
  });
});

describe.skipIf(!hasSchema)("Discord's OpenAPI document, where it lies beside the checkout", () => {
  it("refuses what is of the wrong kind, and takes a bit set as a string", () => {
    const path = "/channels/{channel_id}/messages";
    expect(schemaFaults("POST", path, { content: 5 })).toMatchObject([{ path: "content" }]);
    expect(schemaFaults("POST", path, { content: "x", attachments: [{ id: 0 }] })).toMatchObject([
      { path: "attachments.0.id" },
    ]);
    const manage = [{ name: "a", description: "d", default_member_permissions: "32" }];
    expect(schemaFaults("PUT", "/applications/{application_id}/commands", manage)).toEqual([]);
  });

  it("describes what the local Discord answers", async () => {
    const guild = discord.guild();
    const message = (await send("POST", `/channels/${general}/messages`, { content: "x" })).json.id as string;
    await send("PUT", `/applications/${discord.application}/commands`, commands);
    const asked: [string, string][] = [
      ["/users/@me", "/users/@me"],
      ["/applications/@me", "/applications/@me"],
      ["/gateway/bot", "/gateway/bot"],
      ["/channels/{channel_id}", `/channels/${general}`],
      ["/channels/{channel_id}/messages/{message_id}", `/channels/${general}/messages/${message}`],
      ["/applications/{application_id}/commands", `/applications/${discord.application}/commands`],
      ["/guilds/{guild_id}", `/guilds/${guild}`],
      ["/guilds/{guild_id}/members/{user_id}", `/guilds/${guild}/members/${discord.application}`],
    ];
    for (const [path, url] of asked) {
      const { status, json } = await send("GET", url);
      expect([path, status, responseFaults("GET", path, status, json)]).toEqual([path, 200, []]);
    }
  });
});
