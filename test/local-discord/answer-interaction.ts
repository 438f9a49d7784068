/** The first answer to an interaction, whichever way it comes: a callback request, or the response to an HTTP delivery. */

import { choicesFaults, modalFaults } from "./check-form.ts";
import { EPHEMERAL, SUPPRESS_EMBEDS } from "./check-message.ts";
import { fault } from "./faults.ts";
import { type Json, numberOf, recordsOf } from "./json.ts";
import { FIRST_ANSWER_MS } from "./limits.ts";
import {
  alreadyAcknowledged,
  archivedThread,
  type Fault,
  invalidForm,
  unknownInteraction,
} from "./refusal.ts";
import { schemaFaults } from "./schema.ts";
import { bodyRecord, type Upload } from "./upload.ts";
import type { FirstAnswer, Interaction, Message, World } from "./world.ts";
import { editMessage, postLoading, postMessage } from "./write-message.ts";

export const CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback";

/** Interaction types. */
export const COMMAND = 2;
export const COMPONENT = 3;
export const AUTOCOMPLETE = 4;
export const MODAL_SUBMIT = 5;

/** Callback types. */
const MESSAGE = 4;
const DEFERRED = 5;
const DEFERRED_UPDATE = 6;
const UPDATE = 7;
const CHOICES = 8;
const MODAL = 9;

/** What each interaction may be answered with; updates only where there is a message to update. */
const ANSWERS: Readonly<Record<number, readonly number[]>> = {
  [COMMAND]: [MESSAGE, DEFERRED, MODAL],
  [COMPONENT]: [MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL],
  [AUTOCOMPLETE]: [CHOICES],
  [MODAL_SUBMIT]: [MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE],
};

/** The message that the answer made or changed. Throws a Refusal, and then nothing has been answered. */
export function acceptAnswer(
  world: World,
  interaction: Interaction,
  json: unknown,
  files: readonly Upload[],
): Message | undefined {
  const late = world.clock.now() - interaction.at >= FIRST_ANSWER_MS;
  if (late || interaction.first?.kind === "failed") throw unknownInteraction();
  if (interaction.first !== undefined) throw alreadyAcknowledged();
  const faults = schemaFaults("POST", CALLBACK, json);
  if (faults.length > 0) throw invalidForm(faults);
  const body = bodyRecord(json);
  const { first, message } = act(world, interaction, numberOf(body.type) ?? 0, bodyRecord(body.data), files);
  interaction.first = first;
  interaction.latencyMs = world.clock.now() - interaction.at;
  if (message !== undefined) interaction.original = message.id;
  world.watch.changed();
  return message;
}

interface Acted {
  readonly first: FirstAnswer;
  readonly message?: Message;
}

function act(
  world: World,
  interaction: Interaction,
  type: number,
  data: Json,
  files: readonly Upload[],
): Acted {
  const source = world.messages.get(interaction.source ?? "");
  const fits = ANSWERS[interaction.type]?.includes(type) === true;
  const needsSource = type === UPDATE || type === DEFERRED_UPDATE;
  if (!fits || (needsSource && source === undefined)) {
    refuse([
      fault("type", "INTERACTION_TYPE_INVALID", `Callback type ${type} does not answer this interaction`),
    ]);
  }
  if (type === CHOICES) {
    const choices = recordsOf(data.choices);
    refuse(choicesFaults("data.choices", choices));
    return { first: { kind: "choices", choices } };
  }
  if (type === MODAL) {
    refuse(modalFaults(data));
    return { first: { kind: "modal", modal: data } };
  }
  if (needsSource && source !== undefined) return update(world, interaction, source, type, data, files);
  return respond(world, interaction, type, data, files);
}

function update(
  world: World,
  interaction: Interaction,
  source: Message,
  type: number,
  data: Json,
  files: readonly Upload[],
): Acted {
  const hidden = source.onlyFor !== undefined;
  if (type === DEFERRED_UPDATE)
    return { first: { kind: "deferred update", private: hidden }, message: source };
  if (world.channels.get(source.channel)?.archived === true) throw archivedThread();
  editMessage(world, source, data, files, "data.");
  interaction.updates += 1;
  return { first: { kind: "update", private: hidden }, message: source };
}

function respond(
  world: World,
  interaction: Interaction,
  type: number,
  data: Json,
  files: readonly Upload[],
): Acted {
  const flags = numberOf(data.flags) ?? 0;
  const hidden = (flags & EPHEMERAL) !== 0;
  const posting = {
    channel: interaction.channel,
    interaction: interaction.id,
    ...(hidden && { onlyFor: interaction.person }),
    at: "data.",
  };
  if (type === DEFERRED) {
    const other = flags & ~(EPHEMERAL | SUPPRESS_EMBEDS);
    if (other !== 0)
      refuse([fault("data.flags", "FLAGS_INVALID", "A deferred answer takes EPHEMERAL alone")]);
    const message = postLoading(world, posting);
    interaction.produced.push(message.id);
    return { first: { kind: "deferred", private: hidden }, message };
  }
  const message = postMessage(world, data, files, posting);
  interaction.produced.push(message.id);
  return { first: { kind: "message", private: hidden }, message };
}

function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalidForm(faults);
}
