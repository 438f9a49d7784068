/** Has pictures painted, and tells after the first and after the last how much it and its painters hold. */
import { readFileSync } from "node:fs";
import { Painters } from "../../../src/diagram/painters.ts";
import { asked, drawLife } from "./life.ts";

const painters = new Painters();
const life = drawLife("ko");
const paints = [asked(painters, life, "light"), asked(painters, life, "dark")];
const many = Number(process.argv[2]);

await paints[0]?.();
const first = held();
for (let i = 1; i < many; i++) await paints[i % 2]?.();
process.send?.([first, held()]);
await painters.stop();

/** Resident bytes, of its own and of the processes that paint for it. */
function held(): number {
  const theirs = painters.pids().map((pid) => {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return Number(kilobytes) * 1_024;
  });
  return theirs.reduce((sum, one) => sum + one, process.memoryUsage().rss);
}
