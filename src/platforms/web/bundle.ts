/** What a browser is given of the page's own sources: one script and one style, put together by esbuild. */
import { build, stop } from "esbuild";
import { asset } from "../../checkout.ts";

export async function bundlePage(): Promise<{ script: string; style: string }> {
  const [script = "", style = ""] = await Promise.all(["page.ts", "page.css"].map(bundle));
  // Its own process has nothing more to do.
  await stop();
  return { script, style };
}

async function bundle(file: string): Promise<string> {
  const built = await build({
    entryPoints: [asset("web", file)],
    bundle: true,
    write: false,
    format: "esm",
    // Fonts have an address of their own.
    external: ["/fonts/*"],
    target: "es2022",
    logLevel: "silent",
  });
  return built.outputFiles[0]?.text ?? "";
}
