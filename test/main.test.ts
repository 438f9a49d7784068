import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const checkout = fileURLToPath(new URL("..", import.meta.url));
const running: ChildProcess[] = [];

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: checkout,
    env: { ...process.env, ACKADEMY_LOG: "info", ...env },
  });
  running.push(child);
  const heard = { out: "", err: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    heard.out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    heard.err += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
  return { child, heard, ended };
}

const folder = (): string => mkdtempSync(join(tmpdir(), "ackademy-"));
const PATIENT = { timeout: 20_000 };

describe("npm start", () => {
  afterEach(() => {
    for (const child of running.splice(0)) child.kill("SIGKILL");
  });

  it(
    "serves the page it names, takes the next free port and says so, and stops cleanly",
    PATIENT,
    async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
      const { port } = taken.address() as { port: number };
      const data = folder();
      const { child, heard, ended } = start({ ACKADEMY_DATA: data, ACKADEMY_PORT: String(port) });
      await expect.poll(() => heard.out, { timeout: 15_000 }).toContain("Ackademy: http://127.0.0.1:");
      const [notice, address] = heard.out.trim().split("\n");
      const url = /^Ackademy: (http:\/\/127\.0\.0\.1:(\d+)\/)$/u.exec(address ?? "");
      expect(notice).toBe(`Port ${port} is taken; using ${url?.[2]}.`);
      const page = await fetch(url?.[1] ?? "");
      expect(await page.text()).toContain("<title>Ackademy</title>");
      child.kill("SIGTERM");
      expect(await ended).toBe(0);
      expect(heard.err).toBe("");
      taken.close();

      const secret = join(data, "secret.key");
      expect(readFileSync(secret, "utf8")).toMatch(/^[0-9a-f]{64}$/u);
      if (process.platform !== "win32") expect(statSync(secret).mode & 0o777).toBe(0o600);
    },
  );

  it("names every wrong setting and ends with 1", PATIENT, async () => {
    const { heard, ended } = start({ ACKADEMY_DATA: folder(), ACKADEMY_PORT: "many" });
    expect(await ended).toBe(1);
    expect(heard.err).toContain("ACKADEMY_PORT wants a whole number");
  });
});
