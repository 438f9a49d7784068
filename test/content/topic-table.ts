// Everything that the scenarios of the topics promise, by id.
import { DATA, OPENING, PROGRAMS, type TopicPromise } from "./topic-promises.ts";
import { CLOSING, SECURITY } from "./topic-promises-close.ts";

export const TOPIC_PROMISES: Readonly<Record<string, TopicPromise>> = {
  ...OPENING,
  ...DATA,
  ...PROGRAMS,
  ...CLOSING,
  ...SECURITY,
};
