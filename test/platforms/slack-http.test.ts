import { afterEach, expect } from "vitest";
import { platformContract } from "../contract/platform.ts";
import { playingContract } from "../contract/playing.ts";
import { type OpenedSlack, openSlackStage } from "./slack-stage.ts";

let opened: OpenedSlack;

afterEach(() => {
  expect(opened.slack.violations).toEqual([]);
  expect(opened.faults).toEqual([]);
});

platformContract("slack over HTTP", async () => {
  const stage = await openSlackStage("http");
  opened = stage;
  return stage;
});

playingContract("slack over HTTP", async (bot) => {
  const stage = await openSlackStage("http", bot);
  opened = stage;
  return stage;
});
