/** A process that makes as many pictures as it is told, until its parent hangs up. */
import { deflateSync } from "node:zlib";
import { paint } from "../../../src/diagram/paint.ts";
import { drawLife, unpacked } from "./life.ts";
import type { Order } from "./two.ts";

const life = drawLife("ko");
const { pixels } = await unpacked(life);

process.on("message", async ({ what, count }: Order) => {
  for (let i = 0; i < count; i++) {
    if (what === "zlib") deflateSync(pixels, { level: 1 });
    else await paint(life, "dark");
  }
  process.send?.("done");
});
process.send?.("ready");
