import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { endAll, PATIENT, startMain } from "./operating/process.ts";

describe("npm start", () => {
  afterEach(endAll);

  it(
    "serves the page it names, takes the next free port and says so, and stops cleanly",
    PATIENT,
    async () => {
      const taken = createServer();
      await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
      const { port } = taken.address() as { port: number };
      // As somebody who has just cloned it: without a level for the log.
      const { child, heard, ended, data, url } = startMain({ ACKADEMY_PORT: String(port), ACKADEMY_LOG: "" });
      const page = await fetch(await url());
      expect(await page.text()).toContain("<title>Ackademy</title>");
      const [notice, address] = heard.out.trim().split("\n");
      const said = /^Ackademy: (http:\/\/127\.0\.0\.1:(\d+)\/)$/u.exec(address ?? "");
      expect(notice).toBe(`Port ${port} is taken; using ${said?.[2]}.`);
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
    const { heard, ended } = startMain({ ACKADEMY_PORT: "many", ACKADEMY_LOG: "loud" });
    expect(await ended).toBe(1);
    expect(heard.err.trim().split("\n")).toEqual([
      "ACKADEMY_PORT wants a whole number from 1 to 65535, or 0 for any free port",
      "ACKADEMY_LOG wants one of fatal, error, warn, info, debug, trace, silent",
    ]);
  });
});
