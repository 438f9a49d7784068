/** A reply of the bot as a message of the page. */
import type { Command } from "../../chat/command.ts";
import { hasUnprintable } from "../../chat/grammar.ts";
import type { Message, Person, Place, Shown, TextFile } from "../../chat/message.ts";
import { named } from "../../chat/named.ts";
import { unbroken } from "../../chat/unbroken.ts";
import { SOURCE } from "./limits.ts";
import type { Kept, Room, Said } from "./room.ts";
import { addressOf, type Shelf } from "./shelf.ts";
import type { WireFile, WirePicture } from "./wire.ts";

const ASKED = 200;

/** What the replies answer: a typed command, or a press on a message. */
export interface Occasion {
  readonly asker: Person;
  readonly place: Place;
  readonly text?: string;
  /** All that could be typed. */
  readonly commands?: readonly Pick<Command, "name" | "alias">[];
  readonly pressed?: Kept;
  readonly at: number;
}

/** Puts the replies where they belong. Gives the thread that they opened. */
export function renderReplies(
  replies: readonly Shown[],
  occasion: Occasion,
  room: Room,
  shelf: Shelf,
): number | undefined {
  let opened: number | undefined;
  let here = occasion;
  const card = occasion.pressed === undefined ? cardAbove(occasion, room) : cardOf(occasion.pressed);
  const old = card === undefined ? undefined : room.note(card, occasion.asker.id);
  // A note is about the last press: what is done now makes it old.
  if (old !== undefined && replies.length > 0 && !replies.some(isNote)) room.remove(old.message.id);
  for (const reply of replies) {
    if (card !== undefined && isNote(reply)) {
      const note = room.note(card, occasion.asker.id);
      // What was typed stands above its answer, so that is a message of its own.
      if (note !== undefined && here.text !== undefined) room.remove(note.message.id);
      if (note !== undefined && here.text === undefined)
        room.edit(note.message.id, content(reply.message, shelf, occasion.asker.id));
      else post(reply, here, room, shelf, card);
      continue;
    }
    if (reply.to === "thread's root") {
      editRoot(reply, here, room, shelf);
      continue;
    }
    if (reply.to === "same message" && occasion.pressed !== undefined) {
      const { message, only } = occasion.pressed;
      room.edit(message.id, content(reply.message, shelf, only));
      continue;
    }
    const kept = post(reply, here, room, shelf);
    // The command stands once, above the first of its answers.
    const { text: _, ...answered } = here;
    here = answered;
    if (reply.to !== "new thread") continue;
    opened = kept.message.thread ?? kept.message.id;
    here = { ...here, place: { ...here.place, thread: String(opened) } };
  }
  return opened;
}

/**
 * The card in a thread whose button was pressed, or below which the note stands that was. What is refused there must not
 * push it out of sight: people press on.
 */
function cardOf({ message: { id, under, thread }, only }: Kept): number | undefined {
  return under ?? (thread !== undefined && only === undefined ? id : undefined);
}

/**
 * Of what is typed to the command that opened the thread: the card that is the newest there. Where somebody has spoken since,
 * and for any other command, the answer stands at the end and stays.
 */
function cardAbove({ text, place, asker, commands = [] }: Occasion, room: Room): number | undefined {
  const commandIn = (said: string) => named(commands, said.split(/\s/u)[0]?.slice(1) ?? "")?.name;
  const root = place.thread === undefined ? undefined : room.find(Number(place.thread), asker.id)?.message;
  if (text === undefined || root?.asked === undefined) return undefined;
  const command = commandIn(text);
  if (command === undefined || commandIn(root.asked.text) !== command) return undefined;
  const newest = room.newest(root.id)?.message;
  return newest !== undefined && newest.author === undefined && newest.buttons.length > 0
    ? newest.id
    : undefined;
}

/** Words for one person; what has a picture or a file is an answer to keep. */
const isNote = ({ to, message }: Shown): boolean =>
  to === "asker" && message.picture === undefined && message.file === undefined;

function editRoot({ message }: Shown, { place }: Occasion, room: Room, shelf: Shelf): void {
  if (place.thread !== undefined) room.edit(Number(place.thread), content(message, shelf, undefined));
}

function post(reply: Shown, occasion: Occasion, room: Room, shelf: Shelf, under?: number): Kept {
  const { asker, place, text, at } = occasion;
  const { sharedBy } = reply.message;
  // Without a message to replace, "same message" can only be for whoever asked.
  const only = reply.to === "asker" || reply.to === "same message" ? asker.id : undefined;
  return room.post(
    {
      channel: place.channel,
      // A thread cannot hang inside a thread: there its first message simply goes on.
      ...(place.thread === undefined ? {} : { thread: Number(place.thread) }),
      ...(text === undefined || hasUnprintable(text)
        ? {}
        : { asked: { name: asker.name, text: [...text].slice(0, ASKED).join("") } }),
      ...(reply.to === "new thread" ? { title: reply.title } : {}),
      ...(under !== undefined && { under }),
      ...(sharedBy !== undefined && { sharedBy }),
      ...content(reply.message, shelf, only),
      at,
    },
    { ...(only !== undefined && { only }), by: asker.id },
  );
}

export function content(
  { text, picture, file, buttons = [], selects = [] }: Message<string>,
  shelf: Shelf,
  only: string | undefined,
): Said {
  return {
    text: unbroken(text),
    ...(picture && { picture: wirePicture(picture, shelf, only) }),
    ...(picture?.source !== undefined && picture.source.length <= SOURCE && { source: picture.source }),
    ...(file && { file: wireFile(file, shelf, only) }),
    buttons: buttons.map((row) =>
      row.map(({ label, press, style = "secondary", disabled = false }) => ({
        label,
        press,
        style,
        disabled,
      })),
    ),
    selects,
  };
}

function wirePicture(
  picture: NonNullable<Message["picture"]>,
  shelf: Shelf,
  only: string | undefined,
): WirePicture {
  const { alt, width, height, name, gif, theme } = picture;
  const url = addressOf(shelf.pictures.keep({ png: picture.png, ...(gif && { gif }) }, only));
  // What moves is for whoever asked for it; what everybody sees stands still.
  const moving = gif !== undefined && only !== undefined ? { movingUrl: `${url}/moving` } : {};
  return { url, ...moving, alt, width, height, name, ...(theme && { theme }) };
}

const wireFile = (file: TextFile, shelf: Shelf, only: string | undefined): WireFile => ({
  url: `/files/${shelf.files.keep(file, only)}`,
  name: file.name,
  bytes: Buffer.byteLength(file.text),
});
