import { describe, expect, it } from "vitest";
import { atOnce, NOW, type Open } from "./given.ts";

const C1 = {
  ...{ id: "c1", place: "discord:7", scenario: "three-way", seed: 2 ** 40, engineVersion: "3" },
  ...{ options: { mode: "turns" }, status: "playing" },
};
const ADA = { id: "web:ada", name: "Ada" };
const BO = { id: "web:bo", name: "Bo" };
const move = (turn = 0, person = 0) => ({ person, move: { type: "deliver", turn } });

export function playContract(open: Open): void {
  describe("connections", () => {
    it("are their moves, in order", async () => {
      const { connections } = await open();
      expect(await connections.load("c1")).toBeUndefined();
      await connections.create(C1, [ADA], NOW);
      for (let version = 0; version < 12; version++) {
        const kind = (await connections.append("c1", version, move(version), NOW + version)).kind;
        expect(kind).toBe("appended");
      }
      const loaded = await connections.load("c1");
      expect(loaded).toMatchObject({ ...C1, createdAt: NOW, changedAt: NOW, version: 12 });
      expect(loaded?.moves[11]).toEqual({ ...move(11), at: NOW + 11 });
      expect(loaded?.people).toEqual([ADA]);
    });

    it("are read on from a move, and say so where there are not so many", async () => {
      const { connections } = await open();
      await connections.create(C1, [ADA], NOW);
      for (let version = 0; version < 4; version++)
        await connections.append("c1", version, move(version), NOW + version);
      const loaded = await connections.load("c1", 3);
      expect(loaded?.version).toBe(4);
      expect(loaded?.moves.map(({ at }) => at)).toEqual([NOW + 2, NOW + 3]);
      expect(await connections.load("c1", 5)).toMatchObject({ version: 0, moves: [] });
    });

    it("learn who is new, a new name and their end together with the move, or not at all", async () => {
      const { connections } = await open();
      await connections.create(C1, [ADA], NOW);
      const people = [{ ...BO, number: 1 }];
      const renamed = [{ ...ADA, name: "Ada L.", number: 0 }];
      expect(await connections.append("c1", 3, { ...move(0, 1), people, status: "ended" }, NOW)).toEqual({
        ...{ kind: "conflict", version: 0 },
      });
      expect(await connections.load("c1")).toMatchObject({ people: [ADA], status: "playing" });
      expect((await connections.append("c1", 0, { ...move(0, 1), people }, NOW)).kind).toBe("appended");
      const last = { ...move(1), people: renamed, status: "ended" };
      expect((await connections.append("c1", 1, last, NOW + 5)).kind).toBe("appended");
      expect(await connections.load("c1")).toMatchObject({
        ...{ people: [{ ...ADA, name: "Ada L." }, BO], status: "ended", changedAt: NOW + 5, version: 2 },
      });
      expect(await connections.append("c2", 0, { ...move(), people }, NOW)).toEqual({ kind: "conflict" });
    });

    it("give two who come at once two numbers, or tell one to ask again", async () => {
      const { connections } = await open();
      await connections.create(C1, [], NOW);
      const came = await atOnce(8, (turn) =>
        connections.append(
          ...([
            "c1",
            0,
            { ...move(turn), people: [{ id: `web:${turn}`, name: "", number: 0 }] },
            NOW,
          ] as const),
        ),
      );
      const first = came.findIndex(({ kind }) => kind === "appended");
      expect(came.filter(({ kind }) => kind === "appended")).toHaveLength(1);
      expect((await connections.load("c1"))?.people).toEqual([{ id: `web:${first}`, name: "" }]);
    });

    it("forget a person and keep what was done", async () => {
      const { db, connections, people } = await open();
      await connections.create(C1, [ADA, BO], NOW);
      await connections.append("c1", 0, move(0, 1), NOW);
      await connections.append("c1", 1, move(1, 0), NOW);
      expect(await people.everythingOf(BO.id)).toMatchObject({
        connection_people: [{ connection: "c1", number: 1, person: BO.id, name: "Bo" }],
        connection_moves: [{ connection: "c1", number: 1, move: JSON.stringify(move().move) }],
      });
      await people.forget(BO.id);
      expect(await connections.load("c1")).toMatchObject({ version: 2, people: [ADA, null] });
      const late = { ...move(2, 1), people: [{ ...BO, number: 1 }] };
      expect((await connections.append("c1", 2, late, NOW)).kind).toBe("appended");
      expect((await connections.load("c1"))?.people).toEqual([ADA, null]);
      const rows = await Promise.all(
        (["connections", "connection_people", "connection_moves"] as const).map((table) =>
          db.selectFrom(table).selectAll().execute(),
        ),
      );
      expect(JSON.stringify(rows)).not.toMatch(/web:bo|"Bo"/u);
      expect(Object.values(await people.everythingOf(BO.id)).flat()).toEqual([]);
    });

    it("let one of many simultaneous moves in and tell the others the version", async () => {
      const { connections } = await open();
      await connections.create(C1, [ADA], NOW);
      const appended = await atOnce(20, (turn) => connections.append("c1", 0, move(turn), NOW));
      expect(appended.filter(({ kind }) => kind === "appended")).toHaveLength(1);
      const conflicts = appended.filter(({ kind }) => kind === "conflict");
      expect(conflicts).toEqual(Array(19).fill({ kind: "conflict", version: 1 }));
      expect((await connections.load("c1"))?.version).toBe(1);
    });

    it("refuse moves from the past, from the future and to no connection", async () => {
      const { connections } = await open();
      await connections.create(C1, [ADA], NOW);
      await connections.append("c1", 0, move(), NOW);
      expect(await connections.append("c1", 0, move(), NOW)).toEqual({ kind: "conflict", version: 1 });
      expect(await connections.append("c1", 7, move(), NOW)).toEqual({ kind: "conflict", version: 1 });
      expect(await connections.append("c2", 0, move(), NOW)).toEqual({ kind: "conflict" });
    });

    it("go on in another place", async () => {
      const { connections } = await open();
      await connections.create(C1, [ADA], NOW);
      await connections.moveTo("c1", "discord:7/8");
      expect(await connections.listByPlace("discord:7", 9)).toEqual([]);
      expect(await connections.listByPlace("discord:7/8", 9)).toHaveLength(1);
    });

    it("are listed by place, the newest first", async () => {
      const { connections } = await open();
      await connections.create(C1, [ADA], NOW);
      await connections.create({ ...C1, id: "c2" }, [], NOW + 1);
      await connections.create({ ...C1, id: "c3", place: "discord:8" }, [], NOW + 2);
      const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);
      expect(ids(await connections.listByPlace("discord:7", 2))).toEqual(["c2", "c1"]);
      for (const [at, place] of ["d/s/c/", "d/s/c/t", "d/s/c2/t", "d/s/c/😀"].entries())
        await connections.create({ ...C1, id: `t${at}`, place }, [], NOW + at);
      expect(ids(await connections.listByPlace("d/s/c/", 9))).toEqual(["t3", "t1", "t0"]);
      expect(ids(await connections.listByPlace("d/s/c/t", 9))).toEqual(["t1"]);
    });
  });
}
