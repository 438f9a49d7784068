// Before any test: what processes beside the tests run is built once, not by each of them.
import { built } from "../scripts/build.mjs";

export async function setup() {
  await built();
}
