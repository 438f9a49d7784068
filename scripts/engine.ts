// Writes src/shared-connection/engine.ts: what the engine makes of every scenario, and its number, raised where that is no
// longer what it was. `npm run -s engine` after a change to the simulator, a scenario or the acts; a test compares.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { CHECKOUT } from "../src/checkout.ts";
import { behaviourNow, changedIn, engineFile } from "./engine/behaviour.ts";

const now = behaviourNow();
writeFileSync(path.join(CHECKOUT, "src/shared-connection/engine.ts"), engineFile(now));
const changed = changedIn(now);
console.log(changed.length > 0 ? `Raised, because of ${changed.join(", ")}.` : "The number stands.");
