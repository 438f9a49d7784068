// Writes every row as a line of JSON, while the bot runs or not: `npm run -s export -- FILE`.
import { exportTo } from "../src/store/backup.ts";
import { keyBeside, withFile } from "./with-file.ts";

await withFile("export", async (place, file) => {
  const { bytes } = await exportTo(place, file);
  return `Exported to ${file} (${bytes} bytes).${keyBeside(place)}`;
});
