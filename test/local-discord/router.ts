/** One request that has been read, and the table that finds who answers it. */
import type { Json } from "./json.ts";
import type { Upload } from "./upload.ts";
import type { World } from "./world.ts";

export interface Call {
  readonly world: World;
  /** By the names in the route: `channel_id`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly json: unknown;
  /** `json` where it is an object. */
  readonly body: Json;
  readonly files: readonly Upload[];
}

export interface Answered {
  readonly status: number;
  readonly json?: unknown;
}

export interface Route {
  readonly method: string;
  /** As the OpenAPI document writes it. */
  readonly path: string;
  /** Without the bot's token: the interaction's own stands in the path. */
  readonly open?: boolean;
  /** The schema is asked elsewhere, after what Discord looks at first. */
  readonly checksItself?: boolean;
  answer(call: Call): Answered;
}

export interface Found {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

export function findRoute(routes: readonly Route[], method: string, path: string): Found | undefined {
  const steps = path.split("/");
  for (const route of routes) {
    const params = route.method === method ? matched(route.path.split("/"), steps) : undefined;
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function matched(pattern: readonly string[], steps: readonly string[]): Record<string, string> | undefined {
  if (pattern.length !== steps.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const step = decodeURIComponent(steps[index] ?? "");
    if (part.startsWith("{")) params[part.slice(1, -1)] = step;
    else if (part !== step) return undefined;
  }
  return params;
}

export const ok = (json: unknown): Answered => ({ status: 200, json });
export const created = (json: unknown): Answered => ({ status: 201, json });
export const nothing: Answered = { status: 204 };
