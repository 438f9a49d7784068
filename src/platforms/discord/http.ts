/** HTTP mode: Discord posts each interaction, and the response to that request is the first answer. */
import { type APIInteraction, type APIInteractionResponse, InteractionType } from "discord.js";
import type { Once } from "../../chat/platform.ts";
import { BODY_BYTES } from "./limits.ts";
import { type Desk, isOnce, keyOf, receive } from "./receive.ts";
import { isFromDiscord, publicKey } from "./verify.ts";

const PONG: APIInteractionResponse = { type: 1 };

export interface HttpParts extends Desk {
  readonly publicKey: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** For `POST /discord/interactions`. Discord sends bad signatures on purpose and expects 401. */
export function interactionsEndpoint(parts: HttpParts): (request: Request) => Promise<Response> {
  const key = publicKey(parts.publicKey);
  const no = (status: number, why: string): Response => {
    parts.log.info({ refused: why }, "discord request refused");
    return new Response(null, { status });
  };
  return async (request) => {
    if (Number(request.headers.get("content-length") ?? 0) > BODY_BYTES) return no(413, "too large");
    const body = await readBody(request);
    if (body === undefined) return no(413, "too large");
    if (!isFromDiscord(request.headers, body, key, parts.now())) return no(401, "signature");
    const interaction = readJson(body);
    if (interaction === undefined) return no(400, "unreadable");
    if (interaction.type === InteractionType.Ping) return Response.json(PONG);
    const signature = request.headers.get("x-signature-ed25519") ?? "";
    // Both at one time: a slow database would else take its time twice, of the three seconds that there are.
    const [once, isNew] = await Promise.all([
      onceOf(parts, interaction),
      parts.once.first(`discord:signature:${signature}`),
    ]);
    // Discord does not send an interaction twice over HTTP: a signature that was seen is somebody's copy.
    return isNew ? firstAnswer({ ...parts, once }, interaction) : no(401, "replayed");
  };
}

/** Knows already whether this interaction has come before. */
async function onceOf({ once }: Desk, interaction: APIInteraction): Promise<Once> {
  if (!isOnce(interaction)) return once;
  const isFirst = await once.first(keyOf(interaction));
  return { first: async () => isFirst };
}

function firstAnswer(desk: Desk, interaction: APIInteraction): Promise<Response> {
  return new Promise((resolve) => {
    const line = {
      takesFiles: false,
      first: async (response: APIInteractionResponse) => resolve(Response.json(response)),
    };
    // Where nothing was said (the same interaction again), the request still ends.
    void receive(desk, interaction, line).then(() => resolve(new Response(null, { status: 202 })));
  });
}

/** `undefined`: more than anybody sends in earnest, and not read to its end. */
async function readBody({ body }: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function readJson(body: string): APIInteraction | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === "object" && read !== null && "type" in read ? (read as APIInteraction) : undefined;
  } catch {
    return undefined;
  }
}
