/** Server-Sent Events: every open page gets what it may see, as it happens. */
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import type { Person } from "../../chat/message.ts";
import { HEARTBEAT_MS, STREAMS, STREAMS_PER_PERSON, WAITING_UPDATES } from "./limits.ts";
import type { Update } from "./wire.ts";

interface Reader {
  readonly person: Person;
  /** Events as they go over the wire. */
  readonly waiting: string[];
  wake(): void;
  /** Ends the connection, also where the other side does not read. */
  cut(): void;
  open: boolean;
}

const event = (update: Update): string => `data: ${JSON.stringify(update)}\n\n`;
/** A comment: it keeps the connection alive and is read by nobody. */
const SIGN_OF_LIFE = ": \n\n";

export interface Streams {
  /** Whether one more page of this person may listen. */
  hasRoom(person: Person): boolean;
  open(c: Context, person: Person, first: () => Update, closed: () => void): Response;
  /** To everybody, or to those for whom `may` is true. */
  send(update: Update, may?: (viewer: string) => boolean): void;
  stop(): void;
}

export function createStreams(): Streams {
  const readers = new Set<Reader>();
  const push = (reader: Reader, sent: string): void => {
    if (reader.waiting.length < WAITING_UPDATES) reader.waiting.push(sent);
    // A reader that does not read is let go: it comes back and is told everything anew.
    else end(reader);
    reader.wake();
  };
  const heartbeat = setInterval(() => {
    for (const reader of readers) push(reader, SIGN_OF_LIFE);
  }, HEARTBEAT_MS);
  heartbeat.unref();

  return {
    hasRoom: ({ id }) =>
      readers.size < STREAMS &&
      [...readers].filter(({ person }) => person.id === id).length < STREAMS_PER_PERSON,
    open: (c, person, first, closed) =>
      streamSSE(c, async (stream) => {
        const cut = () => void (c.env as Partial<HttpBindings>).outgoing?.destroy();
        const reader: Reader = { person, waiting: [event(first())], wake: () => {}, cut, open: true };
        readers.add(reader);
        stream.onAbort(() => {
          reader.open = false;
          reader.wake();
        });
        await pump(reader, stream);
        readers.delete(reader);
        closed();
      }),
    send(update, may = () => true) {
      const sent = event(update);
      for (const reader of readers) if (may(reader.person.id)) push(reader, sent);
    },
    stop() {
      clearInterval(heartbeat);
      for (const reader of readers) end(reader);
    },
  };
}

function end(reader: Reader): void {
  reader.open = false;
  reader.wake();
  reader.cut();
}

async function pump(reader: Reader, stream: SSEStreamingApi): Promise<void> {
  while (reader.open) {
    const sent = reader.waiting.shift();
    if (sent !== undefined) await stream.write(sent);
    else {
      await new Promise<void>((resolve) => {
        reader.wake = resolve;
      });
    }
  }
}
