/** A program of its own that has one picture painted, names its painters' process ids, and then ends; with "stay", it does not. */
import { layout } from "../../src/diagram/layout.ts";
import { Painters } from "../../src/diagram/painters.ts";
import { TRACES } from "./traces.ts";
import { options } from "./words.ts";

const painters = new Painters();
const drawing = JSON.stringify(layout(TRACES.threeWay, options("en", "x")));
await painters.paint({ moving: false, theme: "light", drawing });
console.log(painters.pids().join());
if (process.argv[2] === "stay") setInterval(() => {}, 1e6);
