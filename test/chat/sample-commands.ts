/** A tiny command set that shows everything the port can do, so that no platform's test needs the simulator. */
import { crc32, deflateSync } from "node:zlib";
import * as z from "zod";
import { type Command, type CommandContext, type OptionMeta, subcommand } from "../../src/chat/command.ts";
import type { Message, Picture, Reply } from "../../src/chat/message.ts";

const summary = (en: string, ko: string) => ({ summary: { en, ko } }) satisfies OptionMeta;
const WORDS = ["alpha", "beta", "gamma"];
const LAST_STEP = 3;

export const PICTURE_ALT = "client  SYN  -->  server\nclient  <--  SYN,ACK  server";

const drawn = z.object({
  colour: z.enum(["blue", "green"]).default("blue").meta(summary("Colour of the picture", "그림의 색")),
  size: z.int().min(2).max(1_000).default(120).meta(summary("Side in pixels", "한 변의 픽셀 수")),
  public: z.boolean().default(false).meta(summary("Show it to everybody", "모두에게 보이기")),
});

export const sample: Command = {
  name: "sample",
  alias: "견본",
  summary: { en: "Everything the port can do", ko: "할 수 있는 모든 것" },
  firstSteps: [{ rank: 1, label: { en: "Draw a picture", ko: "그림 그리기" }, text: "/sample draw" }],
  subcommands: [
    subcommand({
      name: "draw",
      alias: "그림",
      summary: { en: "A picture with its words", ko: "글이 딸린 그림" },
      options: drawn,
      run: async (options, context) => [
        {
          to: options.public ? "channel" : "asker",
          message: {
            text: said(context, "**Drawn** in `blue`", "**그렸어요**"),
            picture: square(options),
            ...(options.public && { sharedBy: `Shown by ${context.asker.name} <@everyone>` }),
          },
        },
      ],
    }),
    subcommand({
      name: "steps",
      alias: "단계",
      summary: { en: "A message whose buttons change it", ko: "버튼으로 바뀌는 메시지" },
      options: z.object({
        public: z.boolean().default(false).meta(summary("Show it to everybody", "모두에게 보이기")),
      }),
      run: async (options, context) => [
        { to: options.public ? "channel" : "asker", message: step(0, context) },
      ],
    }),
    subcommand({
      name: "greet",
      alias: "인사",
      summary: { en: "Needs a word", ko: "낱말이 필요해요" },
      options: z.object({
        word: z.string().meta({
          ...summary("Whom to greet", "인사할 상대"),
          suggest: () => WORDS.map((value) => ({ value, label: `the ${value}` })),
        } satisfies OptionMeta),
        times: z.int().min(1).max(9).optional().meta(summary("How often", "횟수")),
      }),
      run: async ({ word, times = 1 }) => [
        { to: "asker", message: { text: `hello ${word} `.repeat(times).trim() } },
      ],
    }),
    subcommand({
      name: "talk",
      alias: "대화",
      summary: { en: "Opens a thread", ko: "스레드를 열어요" },
      options: z.object({}),
      run: async (_, context) => [
        { to: "new thread", title: said(context, "Our thread", "우리 스레드"), message: step(0, context) },
      ],
    }),
    subcommand({
      name: "fail",
      alias: "실패",
      summary: { en: "A bug", ko: "버그" },
      options: z.object({}),
      run: async () => {
        throw new Error("the inside of the machine");
      },
    }),
  ],
  press: async (verb, args, context): Promise<readonly Reply[]> => {
    if (verb !== "step") throw new Error(`verb ${verb}`);
    return [{ to: "same message", message: step(Number(args[0]), context) }];
  },
};

function step(at: number, context: CommandContext): Message {
  const next = { command: "sample", verb: "step", args: [String(at + 1)] };
  return {
    text: said(context, `Step ${at}`, `${at}단계`),
    buttons: [
      [{ label: said(context, "Next", "다음"), press: next, style: "primary", disabled: at >= LAST_STEP }],
    ],
  };
}

const said = ({ locale }: CommandContext, en: string, ko: string): string => (locale === "ko" ? ko : en);

/** Each is made once. */
const squares = new Map<string, Uint8Array>();

/** A little picture of stripes. */
export function square({ colour, size }: Pick<z.output<typeof drawn>, "colour" | "size">): Picture {
  const rgb = colour === "blue" ? [30, 90, 200] : [30, 150, 80];
  const key = `${colour} ${size}`;
  const png = squares.get(key) ?? encodePng(size, size, (x, y) => ((x + y) % 16 < 8 ? rgb : [245, 245, 245]));
  squares.set(key, png);
  return { png, alt: PICTURE_ALT, width: size, height: size, name: `${colour}.png` };
}

function encodePng(
  width: number,
  height: number,
  pixel: (x: number, y: number) => readonly number[],
): Uint8Array {
  const rows = Array.from({ length: height }, (_, y) =>
    Uint8Array.from([0, ...Array.from({ length: width }, (_, x) => pixel(x, y)).flat()]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.concat(rows))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
