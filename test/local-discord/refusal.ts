/** What Discord answers instead of doing what was asked: its status, its code, its words. */
import type { Json } from "./json.ts";

/** One entry of the `errors` of a form error. */
export interface Fault {
  /** `components.0.components.1.custom_id`; empty for the whole body. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly faults: readonly Fault[];

  constructor(status: number, code: number, message: string, faults: readonly Fault[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.faults = faults;
  }

  get body(): Json {
    const { code, message, faults } = this;
    return { message, code, ...(faults.length > 0 && { errors: nested(faults) }) };
  }
}

export const unauthorized = () => new Refusal(401, 0, "401: Unauthorized");
export const notFound = () => new Refusal(404, 0, "404: Not Found");
export const unknownChannel = () => new Refusal(404, 10_003, "Unknown Channel");
export const unknownGuild = () => new Refusal(404, 10_004, "Unknown Guild");
export const unknownMember = () => new Refusal(404, 10_007, "Unknown Member");
export const unknownMessage = () => new Refusal(404, 10_008, "Unknown Message");
export const unknownUser = () => new Refusal(404, 10_013, "Unknown User");
export const unknownWebhook = () => new Refusal(404, 10_015, "Unknown Webhook");
export const unknownInteraction = () => new Refusal(404, 10_062, "Unknown interaction");
export const unknownCommand = () => new Refusal(404, 10_063, "Unknown application command");
export const tooManyCreations = () =>
  new Refusal(400, 30_034, "Max number of daily application command creates has been reached (200)");
export const entityTooLarge = () => new Refusal(413, 40_005, "Request entity too large");
export const alreadyAcknowledged = () =>
  new Refusal(400, 40_060, "Interaction has already been acknowledged.");
export const missingAccess = () => new Refusal(403, 50_001, "Missing Access");
export const notYourMessage = () =>
  new Refusal(403, 50_005, "Cannot edit a message authored by another user");
export const emptyMessage = () => new Refusal(400, 50_006, "Cannot send an empty message");
export const missingPermissions = () => new Refusal(403, 50_013, "Missing Permissions");
export const wrongChannelType = () => new Refusal(400, 50_024, "Cannot execute action on this channel type");
export const invalidWebhookToken = () => new Refusal(401, 50_027, "Invalid Webhook Token");
export const invalidForm = (faults: readonly Fault[]) =>
  new Refusal(400, 50_035, "Invalid Form Body", faults);
export const archivedThread = () =>
  new Refusal(
    400,
    50_083,
    "Tried to perform an operation on an archived thread, such as editing a message or adding a user to the thread",
  );
export const invalidJson = () => new Refusal(400, 50_109, "The request body contains invalid JSON.");
export const threadExists = () =>
  new Refusal(400, 160_004, "A thread has already been created for this message");
export const threadLocked = () => new Refusal(400, 160_005, "Thread is locked");
export const tooManyFollowUps = () =>
  new Refusal(400, 40_094, "This interaction has reached the maximum number of follow-up messages");

/** `a.0.b` → `{ a: { 0: { b: { _errors: [...] } } } }`. */
function nested(faults: readonly Fault[]): Json {
  const root: Record<string, unknown> = {};
  for (const { path, code, message } of faults) {
    let at = root;
    for (const step of path.split(".").filter(Boolean)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at._errors = [...((at._errors as unknown[]) ?? []), { code, message }];
  }
  return root;
}
