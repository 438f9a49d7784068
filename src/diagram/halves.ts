/** The two halves of a comparison: whose lifeline is in which, and where they stand. */
import type { HostId } from "../simulator/network/trace.ts";
import type { Column } from "./scene.ts";
import * as size from "./sizes.ts";
import type { Story } from "./story.ts";

export type Side = 0 | 1;

export const idOf = (host: HostId, side: Side): HostId => `${side} ${host}`;
export const hostOf = (id: HostId): HostId => id.slice(2);
const sideOf = (id: HostId): Side => (id.startsWith("0") ? 0 : 1);

const onSide = <T extends { readonly id: HostId }>(hosts: readonly T[], side: Side): T[] =>
  hosts.filter(({ id }) => sideOf(id) === side);

export function halfColumns({ hosts }: Story): Column[] {
  const half = size.HALF_WIDTH;
  return ([0, 1] as const).flatMap((side) => {
    const own = onSide(hosts, side);
    const from = size.EDGE + side * (half + size.HALVES_APART);
    const lane = (half - 2 * size.HALF_INSET) / Math.max(1, own.length - 1);
    return own.map(({ id }, i) => ({
      host: id,
      x: from + size.HALF_INSET + i * lane,
      outside: 0 as const,
      titleRoom: half / Math.max(1, own.length) - size.BOX_GAP,
      from,
      to: from + half,
    }));
  });
}
