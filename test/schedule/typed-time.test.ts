/** A time of day in every writing that learners use, and nothing that is none. */
import { expect, it } from "vitest";
import { daysTyped } from "../../src/schedule/typed-days.ts";
import { timeTyped } from "../../src/schedule/typed-time.ts";

it.each([
  ["09:00", "09:00"],
  ["9:05", "09:05"],
  ["9", "09:00"],
  ["0", "00:00"],
  ["9am", "09:00"],
  ["9 a.m.", "09:00"],
  ["9:30 PM", "21:30"],
  ["12am", "00:00"],
  ["12 pm", "12:00"],
  ["9시", "09:00"],
  ["오전 9시", "09:00"],
  ["오후 9시", "21:00"],
  ["오후9시 반", "21:30"],
  ["21시 30분", "21:30"],
  ["오후 12시", "12:00"],
  ["오후 13시", "13:00"],
  ["정오", "12:00"],
  ["자정", "00:00"],
  ["24:00", undefined],
  ["25시", undefined],
  ["9:60", undefined],
  ["9:5", undefined],
  ["0 pm", undefined],
  ["13 am", undefined],
  ["930", undefined],
  ["", undefined],
  ["soon", undefined],
  ["오후", undefined],
  ["-1", undefined],
])("%j is %j", (typed, time) => expect(timeTyped(typed)).toBe(time));

it.each([
  ["월수금", [1, 3, 5]],
  ["주말", [6, 7]],
  ["월·화", [1, 2]],
  ["일", [7]],
  ["평일", [1, 2, 3, 4, 5]],
])("the days %j", (typed, days) => expect(daysTyped(typed)).toEqual(days));
