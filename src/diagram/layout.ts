/** A trace as a picture: pure geometry. The same trace and options give the same shapes, byte for byte. */
import type { Trace } from "../simulator/network/trace.ts";
import type { Page } from "./frame.ts";
import type { Options } from "./labels.ts";
import { columns, pictureWidth } from "./lifelines.ts";
import { type Cut, cuts, endOf } from "./pages.ts";
import { type Manner, picture } from "./picture.ts";
import type { Layout } from "./shape.ts";
import * as size from "./sizes.ts";

export type Pages =
  | { readonly ok: true; readonly layouts: readonly Layout[] }
  | {
      readonly ok: false;
      readonly error: "too many pictures" | "too many hosts" | "too many frames";
      readonly limit: number;
    };

const alone: Manner = { compare: false, width: ({ hosts }) => pictureWidth(hosts.length), columns };

/** One picture. What does not fit into one: its last part, where the newest step is. */
export function layout(trace: Trace, options: Options): Layout {
  const parts = cuts(trace, endOf(trace, options));
  const last = parts.at(-1) ?? { first: 0, end: 0 };
  return picture(
    trace,
    options,
    last,
    parts.length > 1 ? { number: parts.length, of: parts.length } : null,
    alone,
  );
}

/** As many pictures as it takes, numbered, up to a limit. */
export function layoutPages(trace: Trace, options: Options): Pages {
  return layoutsOf(partsOf(trace, options));
}

export type Parts =
  | { readonly ok: true; readonly parts: readonly (Cut & { readonly layout: Layout })[] }
  | Extract<Pages, { readonly ok: false }>;

export const layoutsOf = (made: Parts): Pages =>
  made.ok ? { ok: true, layouts: made.parts.map(({ layout }) => layout) } : made;

/** The same with the entries that each picture shows. */
export function partsOf(trace: Trace, options: Options): Parts {
  if (trace.hosts.length > size.HOSTS_MAX) return tooManyHosts(size.HOSTS_MAX);
  return drawAll(trace, options, cuts(trace, endOf(trace, options)), alone);
}

export const tooManyHosts = (limit: number): Extract<Pages, { readonly ok: false }> => ({
  ok: false,
  error: "too many hosts",
  limit,
});

/** Each part as a picture, numbered where there are several. */
export function drawAll(trace: Trace, options: Options, parts: readonly Cut[], manner: Manner): Parts {
  if (parts.length > size.PAGES_MAX) return { ok: false, error: "too many pictures", limit: size.PAGES_MAX };
  const page = (i: number): Page => (parts.length > 1 ? { number: i + 1, of: parts.length } : null);
  return {
    ok: true,
    parts: parts.map((part, i) => ({ ...part, layout: picture(trace, options, part, page(i), manner) })),
  };
}
