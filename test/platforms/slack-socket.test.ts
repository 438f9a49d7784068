import { afterEach, expect } from "vitest";
import { platformContract } from "../contract/platform.ts";
import { playingContract } from "../contract/playing.ts";
import { type OpenedSlack, openSlackStage } from "./slack-stage.ts";

let opened: OpenedSlack;

afterEach(() => {
  expect(opened.slack.violations).toEqual([]);
  expect(opened.faults).toEqual([]);
});

platformContract("slack through a socket", async () => {
  const stage = await openSlackStage("socket");
  opened = stage;
  return stage;
});

playingContract("slack through a socket", async (bot) => {
  const stage = await openSlackStage("socket", bot);
  opened = stage;
  return stage;
});
