import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/platforms/web/guard.ts";
import { MESSAGES } from "../../src/platforms/web/limits.ts";
import { createPeople } from "../../src/platforms/web/people.ts";
import { createPictures } from "../../src/platforms/web/pictures.ts";
import { createRoom } from "../../src/platforms/web/room.ts";
import { SECRET } from "../chat/sample-bot.ts";

describe("what the page keeps in memory", () => {
  it("is bounded: the oldest messages go, threads with what they hang on", () => {
    const gone: number[] = [];
    const room = createRoom({ changed: () => {}, gone: (ids) => gone.push(...ids) });
    const draft = { channel: "general", text: "x", buttons: [], selects: [], at: 0 };
    room.post(draft);
    room.post({ ...draft, thread: 1 });
    for (let count = 2; count < MESSAGES + 1; count++) room.post(draft);
    expect(gone).toEqual([1, 2]);
    for (let count = 0; count < 1_000; count++) room.post(draft, "web:ada");
    expect(room.seenBy("web:ada")).toHaveLength(MESSAGES);
  });

  it("is bounded: the oldest pictures go", () => {
    const pictures = createPictures(100);
    const ids = [1, 2, 3].map(() =>
      pictures.keep({ png: new Uint8Array(40), alt: "", width: 1, height: 1, name: "a.png" }),
    );
    expect(ids.map((id) => pictures.find(id) !== undefined)).toEqual([false, true, true]);
  });

  it("lets whoever waits go on", () => {
    let now = 0;
    const may = createPacer({ burst: 2, perSecond: 1 }, () => now);
    expect([may("a"), may("a"), may("a"), may("b")]).toEqual([true, true, false, true]);
    now = 1_000;
    expect([may("a"), may("a")]).toEqual([true, false]);
  });

  it("forgets people who are away first", () => {
    const people = createPeople(SECRET);
    const first = people.introduce("first");
    people.opened(first.me);
    const second = people.introduce("second");
    for (let count = 0; count < 200; count++) people.introduce(`p${count}`);
    expect(people.find(first.token)?.name).toBe("first");
    expect(people.find(second.token)).toBeUndefined();
  });
});
