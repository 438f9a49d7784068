/** Discord's own OpenAPI document, where it lies beside the checkout; each route's schema is compiled when first needed. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { CHECKOUT } from "../../src/checkout.ts";
import { isRecord, type Json } from "./json.ts";
import type { Fault } from "./refusal.ts";
import { chosenByType } from "./schema-unions.ts";

const FILE = resolve(CHECKOUT, "../shared/platforms/discord-openapi.json");
const NAME = "discord";
/** Of one body; the first ones say enough. */
const FAULTS_TOLD = 5;

export const hasSchema = existsSync(FILE);

let loaded: { readonly ajv: Ajv2020; readonly paths: Json } | undefined;
const compiled = new Map<string, ValidateFunction | undefined>();

/** `path` as the document writes it: `/channels/{channel_id}/messages`. Nothing to say where it has no schema. */
export function schemaFaults(method: string, path: string, body: unknown): Fault[] {
  const at = pointer("paths", path, method.toLowerCase(), "requestBody");
  return faultsOf(`${at}/content/application~1json/schema`, asDocumented(body));
}

/** A bit set is a string in the documentation and an integer in its schema; Discord takes either. */
function asDocumented(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(asDocumented);
  if (!isRecord(body) || typeof body.default_member_permissions !== "string") return body;
  return { ...body, default_member_permissions: Number(body.default_member_permissions) };
}

/** What the local Discord itself answers is held against the same document. */
export function responseFaults(method: string, path: string, status: number, body: unknown): Fault[] {
  const at = pointer("paths", path, method.toLowerCase(), "responses", String(status));
  return faultsOf(`${at}/content/application~1json/schema`, body);
}

const pointer = (...steps: readonly string[]): string =>
  steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

function faultsOf(at: string, body: unknown): Fault[] {
  const validate = validatorOf(at);
  if (validate === undefined || validate(body)) return [];
  const errors = relevant(validate.errors ?? []);
  return errors.slice(0, FAULTS_TOLD).map((error) => ({
    path: error.instancePath.split("/").filter(Boolean).join("."),
    code: `SCHEMA_${error.keyword.toUpperCase()}`,
    message: `${error.message ?? "does not fit"} ${JSON.stringify(error.params)}`,
  }));
}

function validatorOf(at: string): ValidateFunction | undefined {
  if (!hasSchema) return undefined;
  if (compiled.has(at)) return compiled.get(at);
  loaded ??= load();
  const validate = has(loaded.paths, at)
    ? loaded.ajv.compile({ $ref: `${NAME}#${encodeURI(at)}` })
    : undefined;
  compiled.set(at, validate);
  return validate;
}

function load() {
  const document = chosenByType(JSON.parse(readFileSync(FILE, "utf8")) as Json);
  // Its code runs a few times: making it quickly is worth more than making it quick.
  const ajv = new Ajv2020({
    ...{ strict: false, validateFormats: false, allErrors: true, logger: false },
    ...{ inlineRefs: false, code: { optimize: false } },
  });
  ajv.addSchema(document, NAME);
  return { ajv, paths: document };
}

function has(document: Json, at: string): boolean {
  const steps = at
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  let here: unknown = document;
  for (const step of steps) here = isRecord(here) ? here[step] : undefined;
  return here !== undefined;
}

/** What a union adds to the complaint of the branch that was meant says nothing more. */
function relevant(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const told = errors.filter(
    ({ keyword, params }) => !["oneOf", "anyOf", "if"].includes(keyword) && params.type !== "null",
  );
  return told.length > 0 ? told : errors;
}
