import { describe, expect, it } from "vitest";
import { dueBetween, nextDue } from "../../src/schedule/due.ts";

const ALL = [1, 2, 3, 4, 5, 6, 7];
const HOUR = 3_600_000;

describe("next_due", () => {
  // Time, zone, the day of the change, and the moment in UTC at which it must be posted.
  it.each([
    ["02:30", "America/New_York", "2026-03-08", "2026-03-08T07:00Z", "a gap: 03:00 EDT"],
    ["00:00", "America/Santiago", "2026-09-06", "2026-09-06T04:00Z", "a gap at midnight: 01:00"],
    ["00:30", "Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", "a gap: 01:00"],
    ["02:15", "Australia/Lord_Howe", "2026-10-04", "2026-10-03T15:30Z", "a gap of half an hour: 02:30"],
    ["01:30", "America/New_York", "2026-11-01", "2026-11-01T05:30Z", "twice: the first, EDT"],
    ["09:00", "Asia/Seoul", "2026-03-08", "2026-03-08T00:00Z", "no change"],
    ["23:30", "America/Nuuk", "2026-03-28", "2026-03-29T01:00Z", "a gap that ends on the next day"],
  ])("%s in %s on %s is %s (%s)", (time, zone, day, utc) => {
    const rhythm = { time, zone, days: ALL };
    const at = Date.parse(utc);
    const around = dueBetween(rhythm, at - 60 * HOUR, at + 60 * HOUR);
    expect(around.filter((due) => due.day === day)).toEqual([{ day, at }]);
    expect(new Set(around.map((due) => due.day)).size).toBe(around.length);
    expect(around).toHaveLength(5);
  });

  it("leaves out a day that a zone never had", () => {
    const rhythm = { time: "09:00", zone: "Pacific/Apia", days: ALL };
    const days = dueBetween(rhythm, Date.parse("2011-12-28T12:00Z"), Date.parse("2012-01-01T00:00Z"));
    expect(days.map(({ day }) => day)).toEqual(["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01"]);
  });

  it("keeps to the weekdays, by the zone's own dates", () => {
    const rhythm = { time: "00:10", zone: "Asia/Seoul", days: [1] };
    // Monday 2026-03-02 in Seoul is still Sunday in UTC.
    expect(nextDue(rhythm, Date.parse("2026-03-01T00:00Z"))).toEqual({
      day: "2026-03-02",
      at: Date.parse("2026-03-01T15:10Z"),
    });
  });
});
