/** Paints, and tells its resident bytes after the first picture and after the last. */
import { paint } from "../../../src/diagram/paint.ts";
import { drawLife } from "./life.ts";

const life = drawLife("ko");
const many = Number(process.argv[2]);

await paint(life, "light");
const first = process.memoryUsage().rss;
for (let i = 1; i < many; i++) await paint(life, i % 2 === 0 ? "light" : "dark");
process.send?.([first, process.memoryUsage().rss]);
