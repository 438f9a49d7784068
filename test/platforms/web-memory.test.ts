import { describe, expect, it } from "vitest";
import { createWriter } from "../../src/platforms/web/keep.ts";
import { MESSAGES } from "../../src/platforms/web/limits.ts";
import { createPeople } from "../../src/platforms/web/people.ts";
import { createRoom } from "../../src/platforms/web/room.ts";
import { createKeeper } from "../../src/platforms/web/shelf.ts";
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
    for (let count = 0; count < 1_000; count++) room.post(draft, { only: "web:ada" });
    expect(room.seenBy("web:ada")).toHaveLength(MESSAGES);
  });

  it("is bounded: the oldest pictures and files go", () => {
    const keeper = createKeeper<string>(100, (text) => text.length);
    const ids = [1, 2, 3].map(() => keeper.keep("x".repeat(40)));
    expect(ids.map((id) => keeper.find(id, undefined) !== undefined)).toEqual([false, true, true]);
  });

  it("forgets a person: what was theirs goes, what all see stays without their name", () => {
    const gone: number[] = [];
    const room = createRoom({ changed: () => {}, gone: (ids) => gone.push(...ids) });
    const draft = { channel: "general", text: "x", buttons: [], selects: [], at: 0 };
    const [ada, bob] = ["web:ada", "web:bob"];
    room.post({ ...draft, asked: { name: "Ada", text: "/x" }, title: "played together" }, { by: ada });
    room.post({ ...draft, thread: 1, author: { id: bob, name: "Bob" } }, { by: bob });
    room.post(draft, { only: ada, by: ada });
    room.post({ ...draft, author: { id: ada, name: "Ada" } }, { by: ada });
    room.post({ ...draft, thread: 4 });
    room.post({ ...draft, sharedBy: "Shared by Ada." }, { by: ada });
    room.forget(ada);
    expect(gone).toEqual([3, 4, 5]);
    expect(room.seenBy(bob).map(({ id }) => id)).toEqual([1, 2, 6]);
    expect(JSON.stringify([1, 2, 6].map((id) => room.find(id, bob)))).not.toMatch(/ada/iu);
  });

  it("is written behind, once for what is said together, and again where it could not be", async () => {
    const written: string[] = [];
    const failed: unknown[] = [];
    let broken = false;
    const writer = createWriter(
      {
        async save(changed, gone) {
          if (broken) throw new Error("the disk is full");
          written.push(`${changed.map(({ message }) => message.text).join(" ")} -${gone.join(" ")}`);
        },
      },
      (error) => failed.push(error),
    );
    const room = createRoom(writer);
    const draft = { channel: "general", text: "one", buttons: [], selects: [], at: 0 };
    room.post(draft);
    room.edit(1, { ...draft, text: "1" });
    room.post({ ...draft, text: "two" });
    await writer.saved();
    expect(written).toEqual(["1 two -"]);
    broken = true;
    room.post({ ...draft, text: "three" });
    await writer.saved();
    expect(failed).toHaveLength(1);
    broken = false;
    writer.gone([1]);
    await writer.saved();
    expect(written).toEqual(["1 two -", "three -1"]);
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
