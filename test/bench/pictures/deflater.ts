/** A process that packs the floor's pixels as often as it is told, until its parent hangs up. */
import { deflateSync } from "node:zlib";
import { drawLife, unpacked } from "./life.ts";

const { pixels } = await unpacked(drawLife("ko"));

process.on("message", (count: number) => {
  for (let i = 0; i < count; i++) deflateSync(pixels, { level: 1 });
  process.send?.("done");
});
process.send?.("ready");
