/** Where Chromium is on this machine, and how it is started. */
import { existsSync } from "node:fs";

/** The shell without windows first: its pages are the same, and it takes half the time for all beside them. */
const usualPaths = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Chromium reads only the last list that it is given: this one stands in for Playwright's, and repeats what matters of it. */
const FEATURES_OFF = [
  // What asks its maker for something when it starts.
  ...["AimEnabled", "NetworkTimeServiceQuerying", "OptimizationHints", "PreconnectToSearch", "MediaRouter"],
  // What would make a page behave otherwise than the test says.
  ...["HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding", "ThirdPartyStoragePartitioning"],
  ...[
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "DestroyProfileOnBrowserClose",
  ],
  // Each window loads its address bar's list as a page in a process of its own, which costs more than our page does.
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
];

/** A browser that talks to nobody but the page under test. */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // It has no strangers to keep apart, and a process for each address takes longer to start than most tests.
  "--renderer-process-limit=1",
  "--disable-site-isolation-trials",
  `--disable-features=${FEATURES_OFF.join(",")}`,
];

/** CHROME_PATH if it is set, else the first usual place that has one. */
export function findChromium(): string | undefined {
  const named = process.env.CHROME_PATH;
  return named ? named : usualPaths.find((path) => existsSync(path));
}
