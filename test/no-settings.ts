/** No test runs with this machine's own settings: a bot of the tests' would answer where the real one does. */
import { SETTINGS } from "../src/config.ts";
import { SECRETS } from "../src/secret-files.ts";

/** To `main.ts` and the scripts an empty one is none, and yet wins over what the checkout's `.env` says. */
export const noSettings: Readonly<Record<string, string>> = Object.fromEntries(
  [...SETTINGS, ...SECRETS.map((name) => `${name}_FILE`)].map((name) => [name, ""]),
);

/** For what tests start with the environment that they have themselves. */
export const setup = (): void => void Object.assign(process.env, noSettings);
