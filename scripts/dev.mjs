// Starts the bot anew at each change: `npm run dev`. Node built-ins only.
import { spawn } from "node:child_process";
import { answerHelp } from "./usage.mjs";

answerHelp("scripts/dev.mjs", process.argv.slice(2));

const bot = spawn(process.execPath, ["--watch", "--import", "tsx", "src/main.ts"], { stdio: "inherit" });
// A signal to us alone must not leave it behind.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => bot.kill(signal));
bot.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
