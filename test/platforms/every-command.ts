/** Every command with every subcommand, as somebody would type it. */
import type { Command } from "../../src/chat/command.ts";
import { exampleOf, start } from "../../src/chat/example.ts";

/** What is more telling than the declaration's own example; the order is that of the commands. */
export const TOLD: Readonly<Record<string, readonly string[]>> = {
  handshake: ["/handshake"],
  "handshake run": ["/handshake run syn-lost rtt=80 seed=7", "/handshake run three-way public"],
  "handshake compare": ["/handshake compare no-time-wait", "/handshake compare linux windows"],
  "connection start": ["/connection start three-way mode=free"],
  "connection act": ["/connection act next"],
  "connection history": ["/connection history", "/connection history format=json"],
  "daily set": ["/daily set 09:00 Asia/Seoul days=all", "/daily set 25:00 Asia/Seoul"],
  "questions reports": ["/quiz report syn-bit-alone it is unclear", "/questions reports"],
  "me language": ["/me language ko", "/help", "/me language auto"],
  "me timezone": ["/me timezone Asia/Seoul", "/me timezone seul"],
  explain: ["/explain TIME-WAIT", "/explain 0x12", "/explain no-such-thing"],
  "myth check": ['/myth check "3-way prevents SYN floods"'],
  help: ["/help", "/help connection", "/help conection"],
};

export const textsOf = (commands: readonly Command[]): readonly string[] =>
  commands.flatMap((command) => [
    ...(TOLD[command.name] ?? [`/${command.name}`]),
    ...command.subcommands.flatMap(
      (one) =>
        TOLD[`${command.name} ${one.name}`] ?? [
          exampleOf(command, one, { commands, locale: "en" }) ?? start(command, one),
        ],
    ),
  ]);
