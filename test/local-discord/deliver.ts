/** An interaction on its way to the bot: over the gateway, or by HTTP with the answer in the response. */
import { acceptAnswer, CALLBACK } from "./answer-interaction.ts";
import type { Gateway } from "./gateway.ts";
import type { Json } from "./json.ts";
import { FIRST_ANSWER_MS } from "./limits.ts";
import { Refusal } from "./refusal.ts";
import { recordViolation } from "./rest-server.ts";
import { badlySigned, type Keys, type Signed, signed } from "./signed-post.ts";
import { readBody } from "./upload.ts";
import type { Interaction, World } from "./world.ts";

const PING = 1;
const PONG = 1;

export interface Delivery {
  /** From here on by HTTP to this address, once it has passed Discord's own check: PING answered, bad signature 401. `undefined`: the gateway again. */
  sendTo(url: string | undefined): Promise<void>;
  deliver(interaction: Interaction, payload: Json): void;
  /** The next so many interactions arrive twice. */
  twice(count: number): void;
  /** One HTTP request by itself; gives the bot's status and body. */
  post(request: Forged): Promise<{ readonly status: number; readonly body: string }>;
}

/** How a request differs from what Discord would send in earnest. */
export interface Forged {
  readonly payload?: Json;
  readonly signature?: "good" | "bad" | "none";
  /** Seconds before now. */
  readonly oldSeconds?: number;
  /** The last interaction's request again, byte for byte. */
  readonly replay?: boolean;
}

export function createDelivery(world: World, keys: Keys, gateway: Gateway): Delivery {
  let url: string | undefined;
  let doubles = 0;
  let last: Signed | undefined;
  const seconds = (): number => Math.floor(world.clock.now() / 1_000);
  const ping = (): Json => ({
    id: world.nextId(),
    application_id: world.application,
    type: PING,
    token: "ping",
    version: 1,
  });
  const made = ({ payload = ping(), signature = "good", oldSeconds = 0, replay = false }: Forged): Signed => {
    if (replay && last !== undefined) return last;
    if (signature === "bad") return badlySigned(keys, payload, seconds() - oldSeconds);
    const good = signed(keys, payload, seconds() - oldSeconds);
    return signature === "none" ? { ...good, headers: { "content-type": "application/json" } } : good;
  };
  const send = (to: string | undefined, { body, headers }: Signed): Promise<Response> => {
    if (to === undefined) throw new Error("no address to send interactions to: call sendTo first");
    return fetch(to, { method: "POST", body, headers });
  };
  const byHttp = async (interaction: Interaction, payload: Json, times: number): Promise<void> => {
    last = signed(keys, payload, seconds());
    const answers = Array.from({ length: times }, () => send(url, last as Signed));
    for (const answer of answers) await takeAnswer(world, interaction, answer);
  };
  return {
    twice: (count) => {
      doubles = count;
    },
    post: async (request) => {
      const response = await send(url, made(request));
      return { status: response.status, body: await response.text() };
    },
    sendTo: async (to) => {
      if (to !== undefined)
        await checkEndpoint(await send(to, made({})), await send(to, made({ signature: "bad" })));
      url = to;
    },
    deliver: (interaction, payload) => {
      const times = doubles > 0 ? 2 : 1;
      doubles = Math.max(0, doubles - 1);
      failWhenLate(world, interaction);
      if (url !== undefined) void byHttp(interaction, payload, times);
      else
        for (let time = 0; time < times; time++)
          gateway.dispatch("INTERACTION_CREATE", payload, interaction.guild);
    },
  };
}

/** What the developer portal asks of an address before it takes it. */
async function checkEndpoint(good: Response, bad: Response): Promise<void> {
  const pong = good.ok ? ((await good.json()) as Json) : {};
  if (good.status !== 200 || pong.type !== PONG)
    throw new Error(`the address answered PING with ${good.status}`);
  if (bad.status !== 401) throw new Error(`the address answered a bad signature with ${bad.status}, not 401`);
}

/** The response is the first answer; with 202 the answer comes as a callback request. */
async function takeAnswer(
  world: World,
  interaction: Interaction,
  answering: Promise<Response>,
): Promise<void> {
  try {
    const response = await answering;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.status === 202 || (interaction.first !== undefined && bytes.length === 0)) return;
    if (response.status !== 200) return fail(world, interaction, `HTTP ${response.status}`);
    const { json, files } = await readBody(bytes, response.headers.get("content-type") ?? "");
    acceptAnswer(world, interaction, json, files);
  } catch (error) {
    if (error instanceof Refusal) recordViolation(world, `HTTP response as POST ${CALLBACK}`, error);
    fail(world, interaction, error instanceof Error ? error.message : String(error));
  }
}

function failWhenLate(world: World, interaction: Interaction): void {
  const look = (): void => {
    if (interaction.first !== undefined) return;
    const left = interaction.at + FIRST_ANSWER_MS - world.clock.now();
    if (left <= 0) fail(world, interaction, "no answer within 3 s");
    else setTimeout(look, left).unref();
  };
  // Put forward, the clock calls for another look at once.
  void world.watch
    .until(
      () => interaction.first !== undefined || world.clock.now() - interaction.at >= FIRST_ANSWER_MS,
      "an answer",
    )
    .then(look, look);
  look();
}

function fail(world: World, interaction: Interaction, why: string): void {
  if (interaction.first !== undefined) return;
  interaction.first = { kind: "failed", why };
  world.watch.changed();
}
