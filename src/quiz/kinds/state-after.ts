/** In which state a connection is after a segment: the arrow of figure 5 that its flags and numbers choose. */
import type { Scenario } from "../../simulator/network/scenario.ts";
import type { Entry, Trace } from "../../simulator/network/trace.ts";
import abort from "../../simulator/scenarios/abort.ts";
import fourWay from "../../simulator/scenarios/four-way.ts";
import halfClose from "../../simulator/scenarios/half-close.ts";
import lastAckLost from "../../simulator/scenarios/last-ack-lost.ts";
import refused from "../../simulator/scenarios/refused.ts";
import serverClosesFirst from "../../simulator/scenarios/server-closes-first.ts";
import simultaneousClose from "../../simulator/scenarios/simultaneous-close.ts";
import simultaneousOpen from "../../simulator/scenarios/simultaneous-open.ts";
import threeSegmentClose from "../../simulator/scenarios/three-segment-close.ts";
import threeWay from "../../simulator/scenarios/three-way.ts";
import { ACK, has } from "../../simulator/tcp/segment.ts";
import type { State } from "../../simulator/tcp/tcb.ts";
import { ARROWS, type Arrow } from "../generated/arrows.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { inSentence, play, same, spelt } from "../generated/parts.ts";

const SCENARIOS: readonly Scenario[] = [
  ...[threeWay, simultaneousOpen, refused, abort, fourWay, halfClose, lastAckLost],
  ...[serverClosesFirst, simultaneousClose, threeSegmentClose],
];

const kind: Kind = {
  id: "state-after",
  title: { en: "The state after a segment", ko: "세그먼트를 받은 뒤의 상태" },
  version: 2,
  topic: "states",
  difficulty: 3,
  source: "RFC 9293 §3.3.2 figure 5, §3.10.7",
  followUps: [
    { en: "What does it send in answer, if anything?", ko: "이때 답으로 보내는 것이 있다면 무엇인가요?" },
    {
      en: "Which call or timer leads out of the new state?",
      ko: "새 상태에서는 어떤 호출이나 타이머로 벗어나나요?",
    },
  ],
  make(draw) {
    const scenario = draw.one(SCENARIOS);
    const options = {
      seed: draw.whole(1, 1_000_000),
      isn: { mode: "random32" } as const,
      rttMs: draw.whole(10, 200) * 2,
    };
    const played = { scenario, options };
    const trace = play(played);
    const arrivals = trace.entries.filter((entry) => isAsked(entry, trace));
    if (arrivals.length === 0) return undefined;
    const entry = draw.one(arrivals);
    const { host, flight, at, states } = entry;
    if (host === null || flight === null) return undefined;
    const before = states[0]?.before ?? entry.before?.state;
    const right = states.at(-1)?.after ?? before;
    if (before === undefined || right === undefined) return undefined;
    const option = (belief: string, state: State, why: Said): WrongOption => ({
      ...{ belief, text: same(state), why },
      check: { state: host, at, is: state },
    });
    const own = entry.before ?? entry.after;
    const numbers = own ? { nxt: own.snd.nxt, rcv: own.rcv.nxt } : undefined;
    const title = inSentence(trace.hosts.find(({ id }) => id === host)?.title ?? same(host));
    const known =
      entry.before && numbers
        ? {
            en: ` with SND.NXT ${numbers.nxt} and RCV.NXT ${numbers.rcv}`,
            ko: `(SND.NXT ${numbers.nxt}, RCV.NXT ${numbers.rcv})`,
          }
        : { en: "", ko: "" };
    const seg = spelt(flight.seg);
    const chosen = ARROWS.find(({ from, to }) => from === before && to === right);
    return {
      ask: "choice",
      stem: {
        en: `In ${before}${known.en}, ${title.en} receives this segment:\n\`${seg}\`\nIn which state is it then?`,
        ko: `${title.ko} 쪽이 ${before} 상태${known.ko}에서 이 세그먼트를 받았습니다.\n\`${seg}\`\n그다음에는 어떤 상태인가요?`,
      },
      explanation:
        right === before
          ? {
              en: `No arrow leads out of ${before} for this segment: it is taken (or answered), and the state stays.`,
              ko: `이 세그먼트로는 ${before} 상태를 벗어나지 않습니다. 받아들이거나 답할 뿐 상태는 그대로입니다.`,
            }
          : {
              en: `${before} → ${right}: it takes ${chosen?.needs.en ?? "this very segment"}, and that is what came${acknowledges(entry)}.`,
              ko: `${before} → ${right}: 필요한 것은 ${chosen?.needs.ko ?? "바로 이 세그먼트"}이며, 방금 받은 것이 그것입니다.`,
            },
      played,
      right: option("", right, {
        en:
          right === before
            ? "Nothing in it moves the state."
            : `Exactly what it takes: ${chosen?.needs.en ?? seg}.`,
        ko: right === before ? "상태를 바꿀 것이 없습니다." : "필요한 세그먼트가 왔습니다.",
      }),
      wrong: beliefs(option, {
        ...{ before, right, seg, peer: peerState(trace, host, entry.n) },
        arrows: draw.mixed(ARROWS.filter(({ from, to }) => from === before && to !== right)),
      }),
    };
  },
};
export default kind;

interface Situation {
  readonly before: State;
  readonly right: State;
  readonly peer: State;
  readonly seg: string;
  readonly arrows: readonly Arrow[];
}

const beliefs = (
  option: (belief: string, state: State, why: Said) => WrongOption,
  { before, right, peer, seg, arrows }: Situation,
): WrongOption[] => [
  ...arrows.map(({ to, needs }) =>
    option(`other-arrow-${to.toLowerCase()}`.slice(0, 20).replace(/-$/u, ""), to, {
      en: `An arrow does lead from ${before} to ${to}, which makes it tempting. It takes: ${needs.en}. What came was ${seg}.`,
      ko: `${before} 상태에서 ${to} 상태로 가는 길이 있어 헷갈리기 쉽습니다. 필요한 것은 ${needs.ko}인데, 받은 것은 \`${seg}\` 세그먼트입니다.`,
    }),
  ),
  option("both-sides-wait", before === "LAST-ACK" ? "TIME-WAIT" : right, {
    en: `TIME-WAIT is where closing ends for whoever closes first. From LAST-ACK the connection is gone at once: its FIN has been acknowledged.`,
    ko: `TIME-WAIT 상태는 먼저 닫은 쪽의 몫입니다. LAST-ACK 상태에서는 자기 FIN 세그먼트가 확인되는 순간 연결이 사라집니다.`,
  }),
  option("stays-as-it-is", before, {
    en: `Some think that only the program's calls move a state. Arriving flags do as well: ${seg} led to ${right}.`,
    ko: `프로그램의 호출만 상태를 바꾼다고 생각하기 쉽습니다. 받은 플래그도 상태를 바꾸며, 여기서는 ${right} 상태가 됩니다.`,
  }),
  option("the-peers-state", peer, {
    en: `That is where the other end is at this moment. Each end has a state of its own, half a round trip apart.`,
    ko: `같은 순간 상대편의 상태입니다. 상태는 양쪽이 따로 가지며 서로 편도 지연만큼 차이가 납니다.`,
  }),
  option("over-at-once", "CLOSED", {
    en: `It is not over yet: ${before} leads to CLOSED only by other ways, and ${seg} is none of them.`,
    ko: `아직 끝나지 않았습니다. ${before} 상태에서 CLOSED 상태로 가는 조건이 따로 있고, 이 세그먼트는 해당하지 않습니다.`,
  }),
  option(
    "open-after-all",
    "ESTABLISHED",
    before === "LISTEN"
      ? {
          en: `ESTABLISHED is what one expects of a connection. One SYN is half of it: its own is not acknowledged yet.`,
          ko: `연결이라면 ESTABLISHED 상태일 것 같습니다. 하지만 아직 절반입니다. 자기 SYN 세그먼트가 확인되지 않았습니다.`,
        }
      : {
          en: `ESTABLISHED is what one expects of a connection. ${before} comes after it: both SYNs are long acknowledged, and no arrow leads back.`,
          ko: `연결이라면 ESTABLISHED 상태일 것 같습니다. 하지만 ${before} 상태는 그 뒤에 옵니다. 두 SYN 세그먼트는 이미 확인되었고 되돌아가는 길은 없습니다.`,
        },
  ),
  option("still-connecting", "SYN-RECEIVED", {
    en: `SYN-RECEIVED stands between a SYN that came and the ACK of one's own. ${seg} does not lead there from ${before}.`,
    ko: `SYN-RECEIVED 상태는 SYN 세그먼트를 받고 자기 SYN의 ACK 세그먼트를 기다리는 상태입니다. ${before} 상태에서 이 세그먼트로는 갈 수 없습니다.`,
  }),
];

/** Arrivals at a connection after which nothing else moves that host at the same moment. */
function isAsked({ move, host, connection, before, states, at, n }: Entry, { entries }: Trace): boolean {
  if (move.type !== "deliver" || host === null || connection === null) return false;
  if (before === null && states[0]?.before !== "LISTEN") return false;
  return !entries.some(
    (other) => other.n !== n && other.host === host && other.at === at && other.states.length > 0,
  );
}

const acknowledges = ({ flight, before }: Entry): string =>
  flight && before && has(flight.seg, ACK) && flight.seg.ack === before.snd.nxt
    ? `: ACK=${flight.seg.ack} covers all that was sent`
    : "";

function peerState({ entries, hosts }: Trace, host: string, n: number): State {
  const change = entries
    .slice(0, n + 1)
    .filter((entry) => entry.host !== host)
    .flatMap(({ states }) => states)
    .findLast(({ connection }) => !connection.startsWith("*:"));
  return change?.after ?? hosts.find(({ id }) => id !== host)?.opening ?? "CLOSED";
}
