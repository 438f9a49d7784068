/** What people do on the page: they say something, press, choose, fill in, and pick from a message's menu. */
import type { Context as Request } from "hono";
import * as z from "zod";
import { textOf } from "../../chat/attached.ts";
import type { Answer } from "../../chat/bot.ts";
import { hasUnprintable } from "../../chat/grammar.ts";
import { FIELD_VALUE, FORM_FIELDS } from "../../chat/limits.ts";
import type { Capabilities, Context, Person, Place } from "../../chat/message.ts";
import { type Counter, type Desk, localeOf } from "./counter.ts";
import * as limits from "./limits.ts";
import { CHANNELS, SERVER } from "./register.ts";
import { type Occasion, renderReplies } from "./render.ts";
import type { Kept } from "./room.ts";
import type { Taken } from "./wire.ts";

const View = z.object({ locale: z.enum(["en", "ko"]), theme: z.enum(["light", "dark"]) });
const Spot = View.extend({ channel: z.enum(CHANNELS), thread: z.int().optional() });
const Say = Spot.extend({ text: z.string() });
const Press = View.extend({ message: z.int(), press: z.string(), chosen: z.string().optional() });
const Fields = z.record(z.string(), z.string()).refine((sent) => Object.keys(sent).length <= FORM_FIELDS);
/** `message`: the one whose button opened the form. `files`: the text of what was handed over, by field. */
const Submit = Spot.extend({
  ...{ message: z.int().optional(), press: z.string(), fields: Fields },
  files: Fields.default({}),
});
const Pick = View.extend({ message: z.int(), name: z.string() });

/** The bot's name at the start of a line, as people write it to speak to somebody. */
const NAMED = /^@ackademy(?:[\s,:]+|$)/iu;

export async function say(c: Request, counter: Counter): Promise<Response> {
  const { bot, room, now, no } = counter;
  const heard = await hear(c, counter, Say);
  if (heard instanceof Response) return heard;
  const { person, sent } = heard;
  const place = placeOf(counter, sent.channel, sent.thread, person);
  if (place === undefined) return no(c, 404, "gone");
  const text = sent.text.trim();
  const context = await contextOf(counter, person, place, sent);
  if (text.startsWith("/")) {
    const answer = await bot.run(sent.text, context);
    return c.json(show(counter, answer, { asker: person, place, text, commands: bot.commands, at: now() }));
  }
  if (text === "") return no(c, 400, "empty");
  if (text.length > limits.TEXT) {
    return no(c, 400, "too-long", { max: limits.TEXT.toLocaleString(localeOf(c)) });
  }
  if (hasUnprintable(text)) return no(c, 400, "unprintable");
  const spoken = { ...wirePlace(place), author: person, text, buttons: [], selects: [], at: now() };
  room.post(spoken, { by: person.id });
  if (!NAMED.test(text)) return c.json({} satisfies Taken);
  const answer = await bot.mention(text.replace(NAMED, ""), context);
  return c.json(show(counter, answer, { asker: person, place, at: now() }));
}

export async function press(c: Request, counter: Counter): Promise<Response> {
  const { bot, room, now, no } = counter;
  const heard = await hear(c, counter, Press);
  if (heard instanceof Response) return heard;
  const { person, sent } = heard;
  const pressed = room.find(sent.message, person.id);
  if (pressed === undefined) return no(c, 404, "gone");
  const { chosen } = sent;
  const place = placeBelow(pressed);
  const answer = await bot.press(sent.press, await contextOf(counter, person, place, sent), {
    stillShown: chosen === undefined ? shows(pressed, sent.press) : offers(pressed, sent.press, chosen),
    ...(chosen !== undefined && { chosen }),
  });
  return c.json(show(counter, answer, { asker: person, place, pressed, at: now() }));
}

export async function submit(c: Request, counter: Counter): Promise<Response> {
  const { bot, room, now, no } = counter;
  const heard = await hear(c, counter, Submit);
  if (heard instanceof Response) return heard;
  const { person, sent } = heard;
  const { fields, files: handed, channel, thread } = sent;
  // What was filled in is not lost with the message that it was opened from.
  const pressed = sent.message === undefined ? undefined : room.find(sent.message, person.id);
  const place = pressed === undefined ? placeOf(counter, channel, thread, person) : placeBelow(pressed);
  if (place === undefined) return no(c, 404, "gone");
  if (Object.values(fields).some((value) => value.length > FIELD_VALUE)) {
    return no(c, 400, "field-too-long", { max: FIELD_VALUE.toLocaleString(localeOf(c)) });
  }
  const files = Object.fromEntries(Object.entries(handed).map(([name, text]) => [name, textOf(text)]));
  const answer = await bot.press(sent.press, await contextOf(counter, person, place, sent), {
    fields,
    files,
  });
  return c.json(show(counter, answer, { asker: person, place, ...(pressed && { pressed }), at: now() }));
}

/** An entry of the message's own menu. */
export async function pick(c: Request, counter: Counter): Promise<Response> {
  const { bot, room, now, no } = counter;
  const heard = await hear(c, counter, Pick);
  if (heard instanceof Response) return heard;
  const { person, sent } = heard;
  const on = room.find(sent.message, person.id);
  if (on === undefined) return no(c, 404, "gone");
  const place = placeBelow(on);
  const answer = await bot.menu(sent.name, idsOf(on), await contextOf(counter, person, place, sent));
  return c.json(show(counter, answer, { asker: person, place, at: now() }));
}

/** Who does what, or the refusal. */
async function hear<T>(
  c: Request,
  counter: Counter,
  shape: z.ZodType<T>,
): Promise<{ readonly person: Person; readonly sent: T } | Response> {
  const person = counter.known(c, "deed");
  if (person instanceof Response) return person;
  const sent = await counter.body(c, shape);
  return sent === undefined ? counter.no(c, 400, "unreadable") : { person, sent };
}

function show({ room, shelf }: Desk, { replies, form, closing }: Answer, occasion: Occasion): Taken {
  const thread = renderReplies(replies, occasion, room, shelf);
  if (closing && occasion.place.thread !== undefined)
    room.rename(Number(occasion.place.thread), closing.title);
  return { ...(thread !== undefined && { thread }), ...(form && { form }) };
}

/** Whether the message still has this button, and not switched off. */
const shows = ({ message }: Kept, press: string): boolean =>
  message.buttons.flat().some((button) => button.press === press && !button.disabled);

/** Whether the message still has this select, and this entry in it. */
const offers = ({ message }: Kept, press: string, chosen: string): boolean =>
  message.selects.some(
    (select) => select.press === press && select.choices.some(({ value }) => value === chosen),
  );

/** What the message's buttons and selects carry, but for those that are switched off. */
const idsOf = ({ message: { buttons, selects } }: Kept): string[] =>
  [...buttons.flat().filter(({ disabled }) => !disabled), ...selects].map(({ press }) => press);

/** A thread's own first message speaks into its thread. */
function placeBelow({ message: { channel, thread, id, title } }: Kept): Place {
  return { server: SERVER, channel, ...threadPlace(thread ?? (title === undefined ? undefined : id)) };
}

function placeOf(desk: Desk, channel: string, thread: number | undefined, person: Person): Place | undefined {
  if (thread === undefined) return { server: SERVER, channel };
  const root = desk.room.find(thread, person.id);
  // Threads hang on what everybody sees, one level deep.
  const fits = root !== undefined && root.only === undefined && root.message.thread === undefined;
  return fits && root.message.channel === channel
    ? { server: SERVER, channel, thread: String(thread) }
    : undefined;
}

const threadPlace = (thread: number | undefined): { thread?: string } =>
  thread === undefined ? {} : { thread: String(thread) };

const wirePlace = ({ channel, thread }: Place): { channel: string; thread?: number } =>
  thread === undefined ? { channel } : { channel, thread: Number(thread) };

export const CAN: Capabilities = {
  privateEditLater: true,
  commandInThread: true,
  typedOptions: false,
  forms: true,
  edits: true,
  channelName: (channel) => `#${channel}`,
};

/** The page has no language of its own for a channel: a public post speaks its asker's. */
/** What people chose with `/me` stands before the page's own switch, as it does before any platform's setting. */
const contextOf = (
  { bot }: Desk,
  asker: Person,
  place: Place,
  { locale, theme }: z.output<typeof View>,
): Promise<Context> =>
  bot.settle({
    ...{ asker, place, locale, theme },
    channelLocale: locale,
    // Whoever can open the page owns the machine that it runs on.
    manager: true,
    can: CAN,
  });
