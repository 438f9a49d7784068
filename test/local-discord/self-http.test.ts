// HTTP interactions: signed by the local Discord, checked by a small server that answers in its response.
import { createPublicKey, verify } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LocalDiscord, openDiscord } from "./discord.ts";
import type { Json } from "./json.ts";
import { commands, PNG } from "./self-bot.ts";

let discord: LocalDiscord;
let server: Server;
let url: string;
let later: Promise<unknown[]>;
/** What the endpoint says to anything but PING. */
let answer: (interaction: Json) => Response | Promise<Response>;

beforeEach(async () => {
  discord = await openDiscord();
  server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString("utf8");
      const said = await handle(request.headers, body);
      response.writeHead(said.status, Object.fromEntries(said.headers));
      response.end(Buffer.from(await said.arrayBuffer()));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  await fetch(`${discord.api}/v10/applications/${discord.application}/commands`, {
    method: "PUT",
    headers: { authorization: `Bot ${discord.token}`, "content-type": "application/json" },
    body: JSON.stringify(commands),
  });
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await discord.stop();
});

async function handle(headers: NodeJS.Dict<string | string[]>, body: string): Promise<Response> {
  const signature = Buffer.from(String(headers["x-signature-ed25519"] ?? ""), "hex");
  const key = createPublicKey({
    key: Buffer.concat([
      Buffer.from("302a300506032b6570032100", "hex"),
      Buffer.from(discord.publicKey, "hex"),
    ]),
    format: "der",
    type: "spki",
  });
  const time = String(headers["x-signature-timestamp"]);
  const fresh = Math.abs(discord.clock.now() / 1_000 - Number(time)) < 300;
  if (!fresh || !verify(null, Buffer.from(time + body), key, signature))
    return new Response(null, { status: 401 });
  const interaction = JSON.parse(body) as Json;
  return interaction.type === 1 ? Response.json({ type: 1 }) : answer(interaction);
}

/** Codes of the attempts until one was taken. */
async function editUntilTaken(token: string): Promise<unknown[]> {
  const codes: unknown[] = [];
  for (let taken = false; !taken; ) {
    const response = await fetch(
      `${discord.api}/v10/webhooks/${discord.application}/${token}/messages/@original`,
      {
        method: "PATCH",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ content: "later" }),
      },
    );
    taken = response.ok;
    codes.push(((await response.json()) as Json).code);
  }
  return codes;
}

describe("HTTP interactions", () => {
  it("take an address that answers PING and refuses a bad signature, and no other", async () => {
    await discord.sendTo(url);
    expect(await discord.post()).toMatchObject({ status: 200, body: '{"type":1}' });
    await expect(discord.sendTo(`${discord.api}/v10/gateway`)).rejects.toThrow("PING");
  });

  it("can be badly signed, unsigned, old and repeated", async () => {
    await discord.sendTo(url);
    answer = () => Response.json({ type: 4, data: { content: "hello" } });
    for (const forged of [{ signature: "bad" }, { signature: "none" }, { oldSeconds: 600 }] as const) {
      expect(await discord.post(forged)).toMatchObject({ status: 401 });
    }
    await discord.as("ada").command("try", "reply");
    expect(await discord.post({ replay: true })).toMatchObject({ status: 200 });
  });

  it("are answered in the response, with files too", async () => {
    await discord.sendTo(url);
    answer = () => {
      const form = new FormData();
      const attachments = [{ id: "0", description: "one dot" }];
      form.set(
        "payload_json",
        JSON.stringify({ type: 4, data: { content: "drawn", flags: 64, attachments } }),
      );
      form.set("files[0]", new Blob([PNG], { type: "image/png" }), "dot.png");
      return new Response(form);
    };
    const seen = await discord.as("ada").command("try", "draw");
    expect(seen).toMatchObject({ kind: "message", private: true });
    expect(seen.message).toMatchObject({
      text: "drawn",
      files: [{ name: "dot.png", description: "one dot", width: 1 }],
    });
    expect(discord.violations).toEqual([]);
  });

  it("are followed by REST, and by the interaction's own webhook", async () => {
    await discord.sendTo(url);
    answer = ({ token }) => {
      later = editUntilTaken(String(token));
      return Response.json({ type: 5 });
    };
    const seen = await discord.as("ada").command("try", "draw");
    expect(seen).toMatchObject({ kind: "deferred", private: false, message: { text: "later" } });
    // An edit that overtakes the response is refused, as Discord refuses it.
    expect((await later).slice(0, -1).every((code) => code === 10_015)).toBe(true);
  });

  const input = (label: string, id = "a") => ({
    type: 1,
    components: [{ type: 4, custom_id: id, style: 1, label }],
  });
  const form = (title: string, components: object[]) => ({
    type: 9,
    data: { custom_id: "f", title, components },
  });
  it.each<[string, object, string]>([
    ["a form's long title", form("t".repeat(46), [input("l")]), "data.title"],
    [
      "a form of six rows",
      form(
        "t",
        [1, 2, 3, 4, 5, 6].map((n) => input("l", `${n}`)),
      ),
      "data.components",
    ],
    ["a field's long label", form("t", [input("l".repeat(46))]), "data.components.0.components.0.label"],
    ["a field twice", form("t", [input("l"), input("l")]), "data.components.1.components.0.custom_id"],
    ["an update of nothing", { type: 7, data: { content: "x" } }, "type"],
    ["completions for a command", { type: 8, data: { choices: [] } }, "type"],
    ["more than privacy in a deferral", { type: 5, data: { flags: 1 << 15 } }, "data.flags"],
  ])("refuse %s", async (_, response, at) => {
    await discord.sendTo(url);
    answer = () => Response.json(response);
    expect((await discord.as("ada").command("try", "reply")).kind).toBe("failed");
    expect(discord.violations.map(({ path }) => path)).toContain(at);
  });

  it("refuse 26 completions", async () => {
    await discord.sendTo(url);
    const choices = Array.from({ length: 26 }, (_, n) => ({ name: `${n}`, value: `${n}` }));
    answer = () => Response.json({ type: 8, data: { choices } });
    expect((await discord.as("ada").autocomplete("try", "greet", { word: "" })).kind).toBe("failed");
    expect(discord.violations.map(({ path }) => path)).toContain("data.choices");
  });

  it("fail where the answer breaks a limit or is refused, and say so", async () => {
    await discord.sendTo(url);
    answer = () => Response.json({ type: 4, data: { content: "x".repeat(2_001) } });
    expect(await discord.as("ada").command("try", "reply")).toMatchObject({
      kind: "failed",
      why: "Invalid Form Body",
    });
    expect(discord.violations.map(({ path }) => path)).toContain("data.content");
    answer = () => new Response(null, { status: 500 });
    expect(await discord.as("ada").command("try", "reply")).toMatchObject({
      kind: "failed",
      why: "HTTP 500",
    });
  });
});
