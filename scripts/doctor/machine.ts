/** Whether this machine has what the bot needs, whatever the platform. */
import { readdirSync } from "node:fs";
import { asset } from "../../src/checkout.ts";
import type { Config } from "../../src/config.ts";
import { openStore } from "../../src/store/index.ts";
import type { Finding } from "./finding.ts";

const FONTS = asset("fonts");
const FONT_FILES = ["Pretendard-Regular.otf", "Pretendard-Bold.otf", "IBMPlexMono-Regular.ttf", "fonts.conf"];

export const machine = async (config: Config): Promise<Finding[]> => [
  fonts(),
  await canvas(),
  await database(config),
];

function fonts(): Finding {
  const there = readdirSync(FONTS);
  const missing = FONT_FILES.filter((file) => !there.includes(file));
  return {
    what: "fonts",
    mend:
      missing.length === 0
        ? null
        : `${missing.join(", ")} missing in assets/fonts: check the files out again`,
  };
}

async function canvas(): Promise<Finding> {
  const mend = "delete node_modules and run npm start: it builds canvas again, or says what it needs";
  try {
    const { createCanvas } = await import("canvas");
    return { what: "canvas", mend: createCanvas(2, 2).toBuffer("image/png").length > 0 ? null : mend };
  } catch (error) {
    return { what: "canvas", mend: `${(error as Error).message}; ${mend}` };
  }
}

/** Opened as the bot does it, which makes what is missing. Where a bot runs beside this, it has opened it already. */
async function database({ data, database }: Config): Promise<Finding> {
  const what = database === undefined ? "database: SQLite" : "database: PostgreSQL";
  const opened = await openStore({ data, ...(database !== undefined && { database }) });
  if (!opened.ok && opened.inUse)
    return { what: `${what}, in use by a running bot (its /healthz says more)`, mend: null };
  if (!opened.ok) return { what, mend: opened.problem };
  await opened.store.close();
  return { what, mend: null };
}
