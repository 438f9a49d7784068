/** Callbacks, and the webhook that every answered interaction has for 15 minutes. */
import { acceptAnswer, CALLBACK } from "./answer-interaction.ts";
import { EPHEMERAL } from "./check-message.ts";
import { numberOf } from "./json.ts";
import { FOLLOW_UPS_OF_USER_INSTALL, TOKEN_MS } from "./limits.ts";
import {
  archivedThread,
  invalidWebhookToken,
  tooManyFollowUps,
  unknownInteraction,
  unknownMessage,
  unknownWebhook,
} from "./refusal.ts";
import { type Answered, type Call, nothing, ok, type Route } from "./router.ts";
import { messageJson } from "./shown-json.ts";
import type { Interaction, Message, World } from "./world.ts";
import { editMessage, isLoading, postMessage } from "./write-message.ts";

const WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}";
const ORIGINAL = `${WEBHOOK}/messages/@original`;
const ONE = `${WEBHOOK}/messages/{message_id}`;

export const interactionRoutes: readonly Route[] = [
  { method: "POST", path: CALLBACK, open: true, checksItself: true, answer: callback },
  { method: "POST", path: WEBHOOK, open: true, answer: followUp },
  ...[ORIGINAL, ONE].flatMap((path): Route[] => [
    { method: "GET", path, open: true, answer: (call) => ok(messageJson(call.world, messageOf(call))) },
    { method: "PATCH", path, open: true, answer: edit },
    { method: "DELETE", path, open: true, answer: remove },
  ]),
];

function callback({ world, params, query, json, files }: Call): Answered {
  const interaction = world.interactions.get(params.interaction_id ?? "");
  if (interaction === undefined || interaction.token !== params.interaction_token) throw unknownInteraction();
  const message = acceptAnswer(world, interaction, json, files);
  if (query.get("with_response") !== "true") return nothing;
  const { id, type } = interaction;
  const resource = {
    type: message !== undefined && message.id === interaction.source ? 7 : 4,
    ...(message !== undefined && { message: messageJson(world, message) }),
  };
  return ok({
    interaction: {
      ...{ id, type },
      ...(message !== undefined && {
        response_message_id: message.id,
        response_message_loading: isLoading(message),
        response_message_ephemeral: message.onlyFor !== undefined,
      }),
    },
    ...(message !== undefined && { resource }),
  });
}

function followUp({ world, params, body, files }: Call): Answered {
  const interaction = interactionOf(world, params);
  const original = world.messages.get(interaction.original ?? "");
  if (interaction.first?.kind === "deferred" && original !== undefined && isLoading(original)) {
    // So the documentation: right after a deferral this edits the waiting message, and its privacy stays.
    editMessage(world, original, body, files);
    return ok(messageJson(world, original));
  }
  if (interaction.byUser && interaction.followUps >= FOLLOW_UPS_OF_USER_INSTALL) throw tooManyFollowUps();
  const hidden = ((numberOf(body.flags) ?? 0) & EPHEMERAL) !== 0;
  const message = postMessage(world, body, files, {
    channel: interaction.channel,
    interaction: interaction.id,
    ...(hidden && { onlyFor: interaction.person }),
  });
  interaction.followUps += 1;
  interaction.produced.push(message.id);
  world.watch.changed();
  return ok(messageJson(world, message));
}

function edit(call: Call): Answered {
  const { world, params, body, files } = call;
  const message = messageOf(call);
  if (world.channels.get(message.channel)?.archived === true) throw archivedThread();
  editMessage(world, message, body, files);
  const interaction = interactionOf(world, params);
  if (message.id === interaction.source) interaction.updates += 1;
  world.watch.changed();
  return ok(messageJson(world, message));
}

function remove(call: Call): Answered {
  const message = messageOf(call);
  call.world.messages.delete(message.id);
  call.world.watch.changed();
  return nothing;
}

/** The interaction of a webhook's token: answered already, and not older than 15 minutes. */
function interactionOf(world: World, { webhook_id, webhook_token }: Call["params"]): Interaction {
  const interaction = [...world.interactions.values()].find(({ token }) => token === webhook_token);
  if (interaction === undefined || webhook_id !== world.application) throw unknownWebhook();
  if (world.clock.now() - interaction.at >= TOKEN_MS) throw invalidWebhookToken();
  if (interaction.first === undefined || interaction.first.kind === "failed") throw unknownWebhook();
  return interaction;
}

function messageOf({ world, params }: Call): Message {
  const interaction = interactionOf(world, params);
  const id = params.message_id ?? interaction.original;
  const own =
    id === interaction.original || interaction.produced.includes(id ?? "") || id === interaction.source;
  const message = own ? world.messages.get(id ?? "") : undefined;
  if (message === undefined) throw unknownMessage();
  return message;
}
