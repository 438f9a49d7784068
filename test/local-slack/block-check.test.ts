/** Block Kit's limits, each at its border: what is just allowed passes, one more does not. */
import { describe, expect, it } from "vitest";
import { blockComplaints, repeatedActions, viewComplaints } from "./block-check.ts";

const long = (length: number): string => "x".repeat(length);
const plain = (text: string) => ({ type: "plain_text", text });
const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));

const section = (text: string) => ({ type: "section", text: { type: "mrkdwn", text } });
const button = (more: object = {}) => ({ type: "button", text: plain("Go"), ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const option = (more: object = {}) => ({ text: plain("one"), value: "1", ...more });
const select = (options: object[]) => actions({ type: "static_select", options });
const options = (count: number) => times(count, (at) => option({ value: String(at) }));
const image = (more: object = {}) => ({
  type: "image",
  image_url: "https://e.org/a.png",
  alt_text: "a",
  ...more,
});

const FILE = "F1";
const known = (id: string): boolean => id === FILE;

describe("messages", () => {
  it.each<[string, (over: number) => object[]]>([
    ["50 blocks", (over) => times(50 + over, () => ({ type: "divider" }))],
    ["3,000 characters of a section", (over) => [section(long(3_000 + over))]],
    ["150 characters of a header", (over) => [{ type: "header", text: plain(long(150 + over)) }]],
    [
      "10 elements of a context",
      (over) => [{ type: "context", elements: times(10 + over, () => ({ type: "mrkdwn", text: "x" })) }],
    ],
    ["25 actions", (over) => [actions(...times(25 + over, () => button()))]],
    ["75 characters of a button", (over) => [actions(button({ text: plain(long(75 + over)) }))]],
    ["2,000 characters of a value", (over) => [actions(button({ value: long(2_000 + over) }))]],
    ["255 characters of an action_id", (over) => [actions(button({ action_id: long(255 + over) }))]],
    ["255 characters of a block_id", (over) => [{ ...section("x"), block_id: long(255 + over) }]],
    ["100 options", (over) => [select(options(100 + over))]],
    ["75 characters of an option", (over) => [select([option({ text: plain(long(75 + over)) })])]],
    ["150 characters of an option's value", (over) => [select([option({ value: long(150 + over) })])]],
    ["2,000 characters of alt text", (over) => [image({ alt_text: long(2_000 + over) })]],
  ])("takes %s and no more", (_, make) => {
    expect(blockComplaints(make(0), "message", known)).toEqual([]);
    expect(blockComplaints(make(1), "message", known)).toHaveLength(1);
  });

  it.each<[string, object, string]>([
    ["an empty section", section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"],
    ["a section of nothing", { type: "section" }, "must define either"],
    ["a button in mrkdwn", actions(button({ text: { type: "mrkdwn", text: "Go" } })), "unsupported type"],
    ["a button of another style", actions(button({ style: "secondary" })), "valid enum value"],
    [
      "the same action_id in a block",
      actions(button({ action_id: "a" }), button({ action_id: "a" })),
      "action_id",
    ],
    ["options with one value", select([option(), option()]), "unique values"],
    ["no options", select([]), "no fewer than 1"],
    [
      "an initial option from elsewhere",
      actions({ ...select([option()]).elements[0], initial_option: option({ value: "2" }) }),
      "one of the options",
    ],
    ["an image without alt text", image({ alt_text: undefined }), "must be a string"],
    ["an image of nothing", { type: "image", alt_text: "a" }, "either image_url or slack_file"],
    ["an image of an unknown file", { type: "image", alt_text: "a", slack_file: { id: "F2" } }, "slack file"],
    ["what Slack does not know", { type: "picture" }, "unsupported type"],
    [
      "a property that Slack does not know",
      { ...section("x"), disabled: true },
      "additional property: disabled",
    ],
  ])("refuses %s", (_, block, complaint) => {
    expect(blockComplaints([block], "message", known).join()).toContain(complaint);
  });

  it("takes a file that was uploaded, and a block_id once", () => {
    const shown = { type: "image", alt_text: "a", slack_file: { id: FILE } };
    expect(blockComplaints([shown], "message", known)).toEqual([]);
    const twice = times(2, () => ({ type: "divider", block_id: "b" }));
    expect(blockComplaints(twice, "message", known).join()).toContain("block_id already exists");
  });

  it("notices an action_id in two blocks, which Slack takes", () => {
    const blocks = times(2, () => actions(button({ action_id: "a" })));
    expect(blockComplaints(blocks, "message", known)).toEqual([]);
    expect(repeatedActions(blocks)).toEqual(["a"]);
  });
});

describe("views", () => {
  const input = (more: object = {}) => ({
    ...{ type: "input", label: plain("Loss"), element: { type: "plain_text_input", action_id: "answer" } },
    ...more,
  });
  const modal = (more: object = {}) => ({
    ...{ type: "modal", title: plain("Run"), submit: plain("Go"), blocks: [input()] },
    ...more,
  });

  it.each<[string, (over: number) => object]>([
    ["100 blocks", (over) => modal({ blocks: times(100 + over, () => ({ type: "divider" })) })],
    ["24 characters of a title", (over) => modal({ title: plain(long(24 + over)) })],
    ["24 characters of a submit", (over) => modal({ submit: plain(long(24 + over)) })],
    ["24 characters of a close", (over) => modal({ close: plain(long(24 + over)) })],
    ["3,000 characters of private_metadata", (over) => modal({ private_metadata: long(3_000 + over) })],
    [
      "2,000 characters of a label",
      (over) => modal({ blocks: [input({ label: plain(long(2_000 + over)) })] }),
    ],
    [
      "3,000 characters of an input",
      (over) =>
        modal({ blocks: [input({ element: { type: "plain_text_input", max_length: 3_000 + over } })] }),
    ],
  ])("take %s and no more", (_, make) => {
    expect(viewComplaints({ ...make(0) }, "modal", known)).toEqual([]);
    expect(viewComplaints({ ...make(1) }, "modal", known)).toHaveLength(1);
  });

  it("need a submit button for an input", () => {
    expect(viewComplaints(modal({ submit: undefined }), "modal", known).join()).toContain("submit");
  });

  it("have a Home tab of up to 100 blocks, without a title", () => {
    const home = (count: number) => ({ type: "home", blocks: times(count, () => ({ type: "divider" })) });
    expect(viewComplaints(home(100), "home", known)).toEqual([]);
    expect(viewComplaints(home(101), "home", known)).toHaveLength(1);
  });
});
