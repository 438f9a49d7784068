/** What only some platforms can show, and what only some people may do: selects, forms, menus, managers' commands. */
import * as z from "zod";
import { type Command, type OptionMeta, subcommand } from "../../src/chat/command.ts";
import type { Reply } from "../../src/chat/message.ts";
import { square } from "./sample-commands.ts";

const summary = (en: string, ko: string) => ({ summary: { en, ko } }) satisfies OptionMeta;
const COLOURS = ["red", "green", "blue"];
const LONG_LINES = 600;

/** Longer than any platform shows. */
export const LONG_TEXT = Array.from({ length: LONG_LINES }, (_, at) => `line ${at + 1}`).join("\n");

/** Letters of several bytes, a fence and line ends that must arrive as they are. */
export const KEPT_TEXT = `${JSON.stringify({ 답: "SYN\r\n```\n<b>" }, null, 1)}\n`.repeat(200);

export const tools: Command = {
  name: "tools",
  alias: "도구",
  summary: { en: "Selects, forms and menus", ko: "선택 목록, 양식, 메뉴" },
  subcommands: [
    subcommand({
      name: "choose",
      alias: "고르기",
      summary: { en: "A list to choose from", ko: "고를 수 있는 목록" },
      options: z.object({
        public: z.boolean().default(false).meta(summary("Show it to everybody", "모두에게 보이기")),
      }),
      run: async ({ public: shared }, { locale }) => [
        {
          to: shared ? "channel" : "asker",
          message: {
            text: locale === "ko" ? "색을 고르세요" : "Pick a colour",
            selects: [
              {
                placeholder: locale === "ko" ? "색" : "Colour",
                choices: COLOURS.map((value) => ({ value, label: value, summary: `the colour ${value}` })),
                press: { command: "tools", verb: "chosen", args: ["colour"] },
              },
            ],
          },
        },
      ],
    }),
    subcommand({
      name: "ask",
      alias: "질문",
      summary: { en: "A button that opens a form", ko: "양식을 여는 버튼" },
      options: z.object({}),
      run: async () => [
        {
          to: "asker",
          message: {
            text: "Tell us",
            buttons: [[{ label: "Open", press: { command: "tools", verb: "open", args: [] } }]],
          },
        },
      ],
    }),
    subcommand({
      name: "long",
      alias: "길게",
      summary: { en: "More than fits", ko: "다 들어가지 않을 만큼 긴 글" },
      options: z.object({}),
      run: async () => [{ to: "asker", message: { text: LONG_TEXT } }],
    }),
    subcommand({
      name: "keep",
      alias: "보관",
      summary: { en: "A file to keep", ko: "보관할 파일" },
      options: z.object({
        public: z.boolean().default(false).meta(summary("Show it to everybody", "모두에게 보이기")),
      }),
      run: async ({ public: shared }) => [
        {
          to: shared ? "channel" : "asker",
          message: {
            text: "kept for you",
            picture: square({ colour: "green", size: 20 }),
            file: { name: "kept.json", text: KEPT_TEXT },
          },
        },
      ],
    }),
    subcommand({
      name: "read",
      alias: "읽기",
      summary: { en: "Reads a file", ko: "파일을 읽어요" },
      options: z.object({
        file: z.string().meta({ ...summary("A file", "파일"), names: "file" } satisfies OptionMeta),
        loud: z.boolean().default(false).meta(summary("In capitals", "대문자로")),
      }),
      run: async ({ file, loud }) => {
        const last = file.trim().split("\n").at(-1) ?? "";
        const text = `${file.length} characters, and at last: ${loud ? last.toUpperCase() : last}`;
        return [{ to: "asker", message: { text } }];
      },
    }),
  ],
  menus: [
    {
      name: "inspect",
      label: { en: "Inspect sample", ko: "견본 살펴보기" },
      run: async (presses) => [
        {
          to: "asker",
          message: {
            text: `carries ${presses.map(({ verb, args }) => `${verb} ${args.join(" ")}`).join(", ")}`,
          },
        },
      ],
    },
  ],
  mention: async (words, { locale }) =>
    words === "next"
      ? [{ to: "channel", message: { text: locale === "ko" ? "다음으로 갔어요" : "moved on" } }]
      : undefined,
  home: async ({ locale }) => ({ text: locale === "ko" ? "오늘 할 일 하나" : "One thing is due" }),
  press: async (verb, args, context): Promise<readonly Reply[]> => {
    if (verb === "chosen") return [{ to: "same message", message: { text: `you chose ${args.join(" ")}` } }];
    if (verb === "open")
      return [
        {
          to: "form",
          form: {
            title: "Your words",
            press: { command: "tools", verb: "sent", args: ["7"] },
            fields: [
              { name: "words", label: "In your own words", kind: "text", required: true, value: "SYN" },
              {
                name: "mood",
                label: "Mood",
                kind: "choice",
                required: true,
                choices: [
                  { value: "good", label: "Good" },
                  { value: "bad", label: "Bad" },
                ],
              },
            ],
          },
        },
      ];
    const { words, mood } = context.fields ?? {};
    return [{ to: "asker", message: { text: `sent ${args.join(" ")}: ${words} (${mood})` } }];
  },
};

export const keys: Command = {
  name: "keys",
  alias: "열쇠",
  summary: { en: "For managers alone", ko: "관리자만" },
  managers: true,
  subcommands: [],
  bare: subcommand({
    name: "keys",
    alias: "열쇠",
    summary: { en: "For managers alone", ko: "관리자만" },
    options: z.object({
      public: z.boolean().default(false).meta(summary("Show it to everybody", "모두에게 보이기")),
    }),
    run: async ({ public: shared }) => [
      {
        to: shared ? "channel" : "asker",
        message: {
          text: "the keys",
          buttons: [[{ label: "Turn", press: { command: "keys", verb: "turn", args: [] } }]],
        },
      },
    ],
  }),
  press: async () => [{ to: "asker", message: { text: "turned" } }],
};
