// Loaded before `main.ts`: at SIGUSR2 the wall clock is set back by an hour, as by an operator or by NTP.
const HOUR_MS = 3_600_000;
const { now } = Date;
let offMs = 0;
Date.now = () => now() - offMs;
globalThis.Date = new Proxy(Date, {
  construct: (target, given) => new target(...(given.length === 0 ? [target.now()] : given)),
});
process.on("SIGUSR2", () => {
  offMs += HOUR_MS;
});
