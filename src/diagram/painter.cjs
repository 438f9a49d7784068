// Where a painting process begins. Modules are read the older way here: it starts in half the time of a loader.
require("tsx/cjs");
require("./painter.ts");
