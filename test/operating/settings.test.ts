/** Every setting wrong: one at a time, and all at once. Each has one line, which names it and says what it wants. */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { readConfig, readEnvironment, SETTINGS } from "../../src/config.ts";
import { SECRETS } from "../../src/secret-files.ts";
import { noSettings } from "../no-settings.ts";
import { endAll, newFolder } from "./process.ts";

afterEach(endAll);

/** Of each setting a value that is wrong by itself, and what is said of it. `ACKADEMY_DATA` takes any path; see below. */
const WRONG: Readonly<Record<string, readonly [value: string, said: string]>> = {
  ACKADEMY_PORT: ["hunter2", "wants a whole number from 1 to 65535, or 0 for any free port"],
  ACKADEMY_HOST: [
    "hunter2:80",
    "wants an IP address or a host name of this machine, without port: 127.0.0.1, 0.0.0.0 or ::",
  ],
  ACKADEMY_PAGE_TOKEN: [
    "hunter2",
    "wants 16 letters, digits, - and _ at least, such as openssl rand -hex 16 makes",
  ],
  ACKADEMY_LOG: ["hunter2", "wants one of fatal, error, warn, info, debug, trace, silent"],
  DATABASE_URL: ["mysql://ada:hunter2@x/y", "wants an address that starts with postgres://"],
  DISCORD_TOKEN: ["hunter2 hunter2", "wants the token alone, without spaces or quotes"],
  DISCORD_MODE: ["hunter2", "wants gateway or http"],
  DISCORD_PUBLIC_KEY: ["hunter2", "wants the 64 hexadecimal digits that the developer portal shows"],
  DISCORD_API_URL: ["hunter2", "wants an address that starts with http:// or https://"],
  DISCORD_SHARDS: ["1001", "wants a whole number from 1 to 1000, or auto"],
  SLACK_BOT_TOKEN: ["hunter2", "wants a token that starts with xoxb-"],
  SLACK_APP_TOKEN: ["hunter2", "wants a token that starts with xapp-"],
  SLACK_SIGNING_SECRET: ['"hunter2"', "wants the token alone, without spaces or quotes"],
  SLACK_CLIENT_ID: ["hunter2 hunter2", "wants the token alone, without spaces or quotes"],
  SLACK_CLIENT_SECRET: ["hunter2 hunter2", "wants the token alone, without spaces or quotes"],
  SLACK_API_URL: ["hunter2", "wants an address that starts with http:// or https://"],
  SLACK_MANAGERS: ["hunter2", "wants Slack user ids such as U012ABC, with commas between"],
};
const ALL = Object.fromEntries(Object.entries(WRONG).map(([name, [value]]) => [name, value]));

const problems = (env: Record<string, string>): readonly string[] => {
  const read = readConfig(env);
  return read.ok ? [] : read.problems;
};

describe("a setting that is wrong", () => {
  it.each(Object.entries(WRONG))("by itself: %s", (name, [value, said]) => {
    const found = problems({ [name]: value });
    expect(found).toContain(`${name} ${said}`);
    // What else is said is what a platform needs beside it.
    expect(found.filter((problem) => problem.startsWith(name))).toHaveLength(1);
    expect(found.join()).not.toContain("hunter2");
  });

  it.each([
    ["DATABASE_URL", "postgres://hunter2:x@["],
    ["DISCORD_API_URL", "https://"],
    // A comment behind it, and the other token in its place.
    ["SLACK_BOT_TOKEN", "xoxb-hunter2 # mine"],
    ["SLACK_APP_TOKEN", "xoxb-hunter2"],
  ])("that looks right at its beginning: %s=%s", (name, value) => {
    const found = problems({ [name]: value });
    expect(found).toContain(`${name} ${WRONG[name]?.[1]}`);
    expect(found.join()).not.toContain("hunter2");
  });

  it("is told with all the others, each once, and no value is repeated", () => {
    const found = problems(ALL);
    for (const [name, [, said]] of Object.entries(WRONG))
      expect(
        found.filter((problem) => problem === `${name} ${said}`),
        name,
      ).toHaveLength(1);
    expect(found.join()).not.toContain("hunter2");
  });

  it("and none is missing here", () => {
    expect([...SETTINGS].sort()).toEqual([...Object.keys(WRONG), "ACKADEMY_DATA"].sort());
  });

  it("and every setting has its line in .env.example", () => {
    const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
    const named = [...example.matchAll(/^#? ?([A-Z_]+)=/gmu)].map(([, name]) => name);
    expect(named.sort()).toEqual([...Object.keys(WRONG), "ACKADEMY_DATA"].sort());
    for (const secret of SECRETS) expect(example.split("ACKADEMY_DATA=")[0], secret).toContain(secret);
  });
});

describe("a secret in a file", () => {
  const fileWith = (text: string): string => {
    const file = join(newFolder(), "secret");
    writeFileSync(file, text);
    return file;
  };

  it.each(SECRETS)("is read for %s, without its end of line", (name) => {
    const right: Record<string, string> = {
      ...{ DATABASE_URL: "postgres://ada:hunter2@x/y", SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1" },
    };
    const beside: Record<string, Record<string, string>> = {
      SLACK_BOT_TOKEN: { SLACK_APP_TOKEN: "xapp-1" },
      SLACK_APP_TOKEN: { SLACK_BOT_TOKEN: "xoxb-1" },
      SLACK_SIGNING_SECRET: { SLACK_BOT_TOKEN: "xoxb-1" },
      SLACK_CLIENT_SECRET: { SLACK_CLIENT_ID: "1.2", SLACK_SIGNING_SECRET: "s" },
    };
    const value = right[name] ?? "long-enough-to-be-one";
    expect(readConfig({ ...beside[name], [`${name}_FILE`]: fileWith(`${value}\n`) })).toEqual(
      readConfig({ ...beside[name], [name]: value }),
    );
    expect(readConfig({ ...beside[name], [name]: value }).ok).toBe(true);
  });

  it("that cannot be read counts as set: what it would have been needed for is not asked for besides", () => {
    const missing = { DISCORD_TOKEN_FILE: "/no/such/file", ACKADEMY_HOST: "0.0.0.0", DISCORD_MODE: "http" };
    const found = problems({ ...missing, DISCORD_PUBLIC_KEY: "0".repeat(64) });
    expect(found).toEqual([expect.stringMatching(/^DISCORD_TOKEN_FILE wants a file that can be read, /u)]);
  });

  it("that is missing, empty or given twice is told, and what is in it is not", () => {
    const empty = fileWith("\n");
    const found = problems({
      DISCORD_TOKEN_FILE: "/no/such/file",
      SLACK_BOT_TOKEN_FILE: empty,
      DATABASE_URL_FILE: fileWith("hunter2"),
      DATABASE_URL: "postgres://x/y",
      SLACK_SIGNING_SECRET_FILE: "/",
    });
    expect(found).toContain(
      "DISCORD_TOKEN_FILE wants a file that can be read, and /no/such/file is not there",
    );
    expect(found).toContain("SLACK_SIGNING_SECRET_FILE wants a file that can be read, and / cannot (EISDIR)");
    expect(found).toContain(`SLACK_BOT_TOKEN_FILE wants a file with the secret in it, and ${empty} is empty`);
    expect(found).toContain("DATABASE_URL_FILE is wanted without DATABASE_URL: set one of the two");
    expect(found.join()).not.toContain("hunter2");
  });

  it("of somebody else is told with who may not read it", ({ skip }) => {
    skip(process.getuid?.() === 0, "root may read every file");
    const file = fileWith("hunter2");
    chmodSync(file, 0o000);
    expect(problems({ DISCORD_TOKEN_FILE: file })).toEqual([
      `DISCORD_TOKEN_FILE wants a file that can be read, and ${file} may not be read by user ${process.getuid?.()}`,
    ]);
  });

  it("that holds something wrong is told like the setting itself", () => {
    expect(problems({ SLACK_BOT_TOKEN_FILE: fileWith("hunter2"), SLACK_APP_TOKEN: "xapp-1" })).toEqual([
      "SLACK_BOT_TOKEN wants a token that starts with xoxb-",
    ]);
  });

  it.each(SETTINGS.filter((name) => !(SECRETS as readonly string[]).includes(name)))(
    "is refused for %s, which is none, and not passed over",
    (name) => {
      expect(problems({ [`${name}_FILE`]: fileWith("x") })).toEqual([
        `${name}_FILE is not read: only secrets come from files, so set ${name} itself`,
      ]);
    },
  );
});

describe("this machine's own settings", () => {
  it("reach no test, and nothing that a test starts", () => {
    expect(process.env).toMatchObject(noSettings);
    expect(Object.keys(noSettings)).toEqual(expect.arrayContaining(["DISCORD_TOKEN", "DATABASE_URL_FILE"]));
  });

  it("are passed over in a .env file, too", () => {
    const file = join(newFolder(), ".env");
    writeFileSync(
      file,
      Object.entries(ALL)
        .map(([name, value]) => `${name}='${value}'`)
        .join("\n"),
    );
    expect(problems(readEnvironment({}, file) as Record<string, string>)).not.toEqual([]);
    expect(readConfig(readEnvironment(noSettings, file))).toEqual(readConfig({}));
  });
});
