/** Whoever closes first waits; both do where the FINs cross; nobody does after a RST. */
import type { Locale } from "../../language.ts";
import type { Scenario } from "../../simulator/network/scenario.ts";
import { CLIENT, connecting, SERVER, serving } from "../../simulator/scenarios/parts/hosts.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { play, story } from "../generated/parts.ts";

const END: Record<"client" | "server" | "both" | "neither", Said> = {
  client: { en: "The client alone", ko: "클라이언트만" },
  server: { en: "The server alone", ko: "서버만" },
  both: { en: "Both of them", ko: "둘 다" },
  neither: { en: "Neither of them", ko: "둘 다 아님" },
};
type End = keyof typeof END;

/** The states of the client's connection from its close on, which tell the four ends apart. */
const CLIENT_STATES = {
  client: ["FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT", "CLOSED"],
  server: ["CLOSE-WAIT", "LAST-ACK", "CLOSED"],
  both: ["FIN-WAIT-1", "CLOSING", "TIME-WAIT", "CLOSED"],
  neither: ["CLOSED"],
} as const;

const kind: Kind = {
  id: "who-time-wait",
  title: { en: "Who ends in TIME-WAIT", ko: "TIME-WAIT 상태에 남는 쪽" },
  version: 1,
  topic: "time-wait",
  difficulty: 3,
  source: "RFC 9293 §3.6 figures 12 and 13",
  followUps: [
    {
      en: "Which side would you let close first in a busy HTTP server, and why?",
      ko: "요청이 많은 HTTP 서버라면 어느 쪽이 먼저 닫게 하겠어요? 이유는 무엇인가요?",
    },
    {
      en: "What would netstat show on the other side in the meantime?",
      ko: "그동안 반대쪽에서 netstat 명령을 실행하면 무엇이 보이나요?",
    },
  ],
  make(draw) {
    const delayMs = draw.whole(2, 20) * 10;
    const start = draw.whole(0, 9) * 10;
    const gap = draw.one([-3, -2, -1, -0.5, 0.5, 1, 2, 3]) * delayMs;
    if (Math.abs(gap) === delayMs) return undefined;
    // A RST that meets a FIN on its way is another story.
    const abort = draw.whole(1, 3) === 1 && Math.abs(gap) > delayMs;
    const [client, server] = [start + Math.max(0, -gap), start + Math.max(0, gap)];
    const op = (side: End): "abort" | "close" =>
      abort && gap > 0 === (side === "client") ? "abort" : "close";
    const scenario: Scenario = story({
      delayMs,
      prologueMs: 2_000,
      programs: [
        serving({ when: { at: server }, socket: "s", call: { op: op("server") } }),
        connecting({ when: { at: client }, socket: "c", call: { op: op("client") } }),
      ],
    });
    const { entries } = play({ scenario });
    const waits = (host: string): boolean =>
      entries.some((entry) => entry.host === host && entry.states.some(({ after }) => after === "TIME-WAIT"));
    const end: End = endOf(waits(CLIENT.id), waits(SERVER.id));
    const call = (side: End, at: number, locale: Locale): string => {
      const aborts = op(side) === "abort";
      if (locale === "en") return `the ${side} calls close() at ${at} ms${aborts ? " with SO_LINGER 0" : ""}`;
      return `${side === "client" ? "클라이언트는" : "서버는"} ${at}ms에 ${aborts ? "SO_LINGER 값을 0초로 두고 " : ""}close() 호출을 합니다`;
    };
    const facts = { delayMs, gap: Math.abs(gap), first: gap > 0 ? "client" : "server" } as const;
    const option = (name: End): WrongOption => ({
      ...{ belief: `${name}-waits`, text: END[name], why: reason(name, end, facts) },
      check: { states: CLIENT.id, are: [...CLIENT_STATES[name]] },
    });
    return {
      ask: "choice",
      stem: {
        en: `An idle connection, one-way delay ${delayMs} ms: ${call("client", client, "en")}, ${call("server", server, "en")}. Nothing is lost. Who ends in TIME-WAIT?`,
        ko: `한가한 연결이고 편도 지연은 ${delayMs}ms입니다. ${call("client", client, "ko")}. ${call("server", server, "ko")}. 유실은 없습니다. TIME-WAIT 상태에 남는 쪽은 누구인가요?`,
      },
      explanation: explained(end, facts),
      played: { scenario },
      right: option(end),
      wrong: (Object.keys(END) as End[]).filter((name) => name !== end).map(option),
    };
  },
};
export default kind;

interface Facts {
  readonly delayMs: number;
  readonly gap: number;
  readonly first: "client" | "server";
}

const endOf = (client: boolean, server: boolean): End => {
  if (client) return server ? "both" : "client";
  return server ? "server" : "neither";
};

function explained(end: End, { delayMs, gap }: Facts): Said {
  if (end === "neither")
    return {
      en: `close() with SO_LINGER 0 sends a RST at once. It ends both sides without FIN, and so without TIME-WAIT.`,
      ko: `SO_LINGER 값을 0초로 두고 닫으면 곧바로 RST 세그먼트를 보냅니다. FIN 없이 양쪽이 끝나므로 TIME-WAIT 상태도 없습니다.`,
    };
  if (end === "both")
    return {
      en: `A FIN takes ${delayMs} ms, but the second close() comes after only ${gap} ms: the FINs cross. Both sides go through CLOSING to TIME-WAIT.`,
      ko: `FIN 세그먼트가 도착하려면 ${delayMs}ms만큼 걸리는데 두 번째 close() 호출은 ${gap}ms 뒤에 나왔습니다. FIN 세그먼트가 서로 엇갈려 양쪽 모두 CLOSING 상태를 거쳐 TIME-WAIT 상태가 됩니다.`,
    };
  return {
    en: `The FIN takes ${delayMs} ms and the second close() comes ${gap} ms after the first, so the later side has already seen it: it goes through CLOSE-WAIT and LAST-ACK. Whoever sent the first FIN waits.`,
    ko: `FIN 세그먼트는 ${delayMs}ms 뒤에 도착하고 두 번째 close() 호출은 ${gap}ms 뒤에 나왔으므로, 나중에 닫은 쪽은 이미 FIN 세그먼트를 받았습니다. 그쪽은 CLOSE-WAIT, LAST-ACK 상태를 거치고 먼저 FIN 세그먼트를 보낸 쪽이 기다립니다.`,
  };
}

function reason(name: End, end: End, { delayMs, gap, first }: Facts): Said {
  if (name === end)
    return { en: "As the two FINs (or the RST) decide.", ko: "두 FIN(또는 RST)의 순서가 그렇게 정합니다." };
  switch (name) {
    case "client":
      return {
        en: `"The client always waits" holds only where the client closes first. The roles of opening do not matter; here ${first === "client" ? "it closed first, but that was not all" : "the server closed first"}.`,
        ko: `"항상 클라이언트가 기다린다"는 말은 클라이언트가 먼저 닫을 때만 맞습니다. 누가 연결을 열었는지는 상관없고, 여기서는 ${first === "client" ? "먼저 닫은 것만으로 정해지지 않습니다" : "서버가 먼저 닫았습니다"}.`,
      };
    case "server":
      return {
        en: `Servers with thousands of TIME-WAIT sockets make it look like the server's fate. It befalls whoever sends the first FIN and sees the other's after it.`,
        ko: `TIME-WAIT 소켓이 수천 개 쌓인 서버를 보면 서버의 몫처럼 보입니다. 실제로는 먼저 FIN 세그먼트를 보내고 상대의 FIN 세그먼트를 나중에 받는 쪽이 기다립니다.`,
      };
    case "both":
      return {
        en: `Both would wait only if the FINs crossed, that is if the second close() came within ${delayMs} ms of the first. It came after ${gap} ms${end === "neither" ? ", and a RST has no FIN to cross" : ""}.`,
        ko: `FIN 세그먼트가 서로 엇갈릴 때, 곧 두 번째 close() 호출이 ${delayMs}ms 안에 나올 때만 둘 다 기다립니다. 여기서는 ${gap}ms 간격입니다${end === "neither" ? ". 게다가 RST에는 엇갈릴 FIN 세그먼트가 없습니다" : ""}.`,
      };
    case "neither":
      return {
        en: `Without TIME-WAIT a lost last ACK could not be repeated. Only a RST ends a connection so, and both sides close with FIN here.`,
        ko: `TIME-WAIT 상태가 없으면 유실된 마지막 ACK 세그먼트를 다시 보낼 수 없습니다. RST 세그먼트로 끝낼 때만 둘 다 건너뛰는데, 여기서는 양쪽이 FIN 세그먼트로 닫습니다.`,
      };
  }
}
