/**
 * Discord's unions are told apart by `type`, and its schema does not say so: every branch would complain of every body.
 * Rewritten as "if it has this type, then it is that", only the branch that was meant complains.
 */
import { isRecord, type Json } from "./json.ts";

interface Branch {
  readonly ref: Json;
  readonly types: readonly unknown[];
}

export function chosenByType(document: Json): Json {
  return rewritten(document, document) as Json;
}

function rewritten(value: unknown, document: Json): unknown {
  if (Array.isArray(value)) return value.map((one) => rewritten(one, document));
  if (!isRecord(value)) return value;
  const { oneOf, anyOf, ...rest } = value;
  const union = oneOf ?? anyOf;
  const choice = Array.isArray(union) ? choiceOf(union, document) : undefined;
  const kept = choice === undefined ? value : { ...rest, ...choice };
  return Object.fromEntries(Object.entries(kept).map(([name, one]) => [name, rewritten(one, document)]));
}

function choiceOf(union: readonly unknown[], document: Json): Json | undefined {
  const isNull = (one: unknown): boolean => isRecord(one) && one.type === "null";
  const branches = union.filter((one) => !isNull(one)).map((one) => branchOf(one, document));
  if (branches.length < 2 || !branches.every((one) => one !== undefined)) return undefined;
  const types = branches.flatMap((one) => one.types);
  if (new Set(types).size < types.length) return undefined;
  return {
    type: union.some(isNull) ? ["object", "null"] : "object",
    required: ["type"],
    properties: { type: { enum: types } },
    allOf: branches.map((branch) => ({
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word.
      ...{ if: ifOf(branch), then: branch.ref },
    })),
  };
}

const ifOf = ({ types }: Branch): Json => ({
  type: "object",
  required: ["type"],
  properties: { type: { enum: types } },
});

/** A named schema whose `type` has to be one of a few. */
function branchOf(one: unknown, document: Json): Branch | undefined {
  const ref = isRecord(one) && typeof one.$ref === "string" ? one.$ref : undefined;
  if (ref === undefined) return undefined;
  let target: unknown = document;
  for (const step of ref.split("/").slice(1)) target = isRecord(target) ? target[step] : undefined;
  if (!isRecord(target) || !isRecord(target.properties) || !isRecord(target.properties.type))
    return undefined;
  const { enum: types } = target.properties.type;
  const required = Array.isArray(target.required) && target.required.includes("type");
  return required && Array.isArray(types) ? { ref: { $ref: ref }, types } : undefined;
}
