/** A form filled in as Slack's own window lets a person do it. */
import { type Fields, fieldsOf, textOf } from "./json.ts";
import { optionsOf, type SeenInput } from "./seen.ts";

/** `view.state.values`; given by the inputs' names or labels. Throws what Slack would not let through. */
export function fillIn(
  inputs: readonly SeenInput[],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, Fields>> {
  const known = inputs.flatMap(({ name, label }) => [name, label]);
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`the form asks for ${known.join(", ")}, not for ${stranger}`);
  return Object.fromEntries(
    inputs.map((input) => {
      const value = stateOf(input, given[input.name] ?? given[input.label]);
      return [input.name, { [textOf(input.element.action_id)]: value }];
    }),
  );
}

function stateOf({ label, optional, element }: SeenInput, given: string | undefined): Fields {
  const type = textOf(element.type);
  if (type === "static_select" || type === "radio_buttons") {
    const chosen = given === undefined ? element.initial_option : optionOf(element, given);
    if (chosen === undefined && !optional) throw new Error(`Slack asks to choose: ${label}`);
    return { type, selected_option: chosen ?? null };
  }
  const value = given ?? textOf(element.initial_value);
  if (value === "" && !optional) throw new Error(`Slack asks to complete: ${label}`);
  const most = Number(element.max_length ?? Number.POSITIVE_INFINITY);
  if (value.length > most) throw new Error(`Slack takes at most ${most} characters: ${label}`);
  return { type, value: value === "" ? null : value };
}

/** By its value or by what it says. */
export function optionOf(element: Fields, wanted: string): Fields {
  const options = optionsOf(element);
  const found = options.find(({ value, text }) => [value, fieldsOf(text).text].includes(wanted));
  if (found === undefined)
    throw new Error(`there is no ${wanted} among ${options.map(({ value }) => value).join(", ")}`);
  return found;
}
