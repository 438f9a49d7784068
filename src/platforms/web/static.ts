/** The page itself: its HTML, style, fonts, and its script. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { asset, readOut } from "../../checkout.ts";

const FONT_TYPES: Readonly<Record<string, string>> = { ".otf": "font/otf", ".ttf": "font/ttf" };

export async function servePage(): Promise<Hono> {
  const app = new Hono();
  const { script, style } = await scriptAndStyle();
  const give = (path: string, type: string, text: string) =>
    app.get(path, (c) => c.body(text, 200, { "Content-Type": type, "Cache-Control": "no-cache" }));
  give("/", "text/html; charset=utf-8", readFileSync(asset("web", "page.html"), "utf8"));
  give("/page.css", "text/css; charset=utf-8", style);
  give("/page.js", "text/javascript; charset=utf-8", script);
  give("/icon.svg", "image/svg+xml", readFileSync(asset("web", "icon.svg"), "utf8"));
  serveFonts(app);
  return app;
}

/** As they were put together with the code, else when the first page of this process asks. */
async function scriptAndStyle(): Promise<{ script: string; style: string }> {
  const [script, style] = [readOut("web", "page.js"), readOut("web", "page.css")];
  if (script !== undefined && style !== undefined)
    return { script: readFileSync(script, "utf8"), style: readFileSync(style, "utf8") };
  bundled ??= import("./bundle.ts").then(({ bundlePage }) => bundlePage());
  return bundled;
}

let bundled: Promise<{ script: string; style: string }> | undefined;

/** Only the files that lie in the folder have an address, so no path can lead out of it. */
function serveFonts(app: Hono): void {
  const folder = asset("fonts");
  if (!existsSync(folder)) return;
  for (const file of readdirSync(folder)) {
    const type = FONT_TYPES[file.slice(file.lastIndexOf("."))];
    if (type === undefined) continue;
    app.get(`/fonts/${file}`, (c) =>
      c.body(readFileSync(join(folder, file)), 200, {
        "Content-Type": type,
        "Cache-Control": "max-age=604800",
      }),
    );
  }
}
