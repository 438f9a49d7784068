// Reads an export of either engine into an empty database, all of it or nothing: `npm run -s import -- FILE`.
import { StoreFault } from "../src/store/fault.ts";
import { importFrom } from "../src/store/import.ts";
import { openStore } from "../src/store/index.ts";
import { withFile } from "./with-file.ts";

await withFile("import", async (place, file) => {
  const opened = await openStore(place);
  if (!opened.ok) throw new StoreFault(opened.problem);
  try {
    const read = await importFrom(opened.store, file);
    if (!read.ok) throw new StoreFault(["Nothing was imported.", ...read.faults].join("\n"));
    return `Imported ${read.rows} ${read.rows === 1 ? "row" : "rows"} from ${file}.`;
  } finally {
    await opened.store.close();
  }
});
