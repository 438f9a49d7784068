/** How many connections a listener keeps that nobody accepts. */
import type { HostSpec } from "../../simulator/network/scenario.ts";
import { PORT, SERVER, SERVER_ADDRESS } from "../../simulator/scenarios/parts/hosts.ts";
import type { Kind, Said, WrongOption } from "../generated/kind.ts";
import { play, story } from "../generated/parts.ts";

const EVERY_MS = 50;

const kind: Kind = {
  id: "accept-queue",
  title: { en: "What the backlog holds", ko: "백로그에 들어가는 연결 수" },
  version: 1,
  topic: "sockets",
  difficulty: 4,
  source: "listen(2); Linux sk_acceptq_is_full()",
  followUps: [
    {
      en: "What do the other clients see when they send data now?",
      ko: "나머지 클라이언트가 지금 데이터를 보내면 어떻게 되나요?",
    },
    {
      en: "Which counter of netstat -s tells that this has happened?",
      ko: "이런 일이 있었는지 netstat -s 명령의 어떤 값으로 알 수 있나요?",
    },
  ],
  make(draw) {
    const backlog = draw.whole(1, 4);
    const clients = draw.whole(backlog + 2, 8);
    const hosts = Array.from({ length: clients }, (_, at): HostSpec => {
      const title = { en: `Client ${at + 1}`, ko: `클라이언트 ${at + 1}` };
      return { id: `c${at + 1}`, ip: `10.0.0.${at + 11}`, title, os: "linux" };
    });
    const scenario = story({
      hosts: [{ ...SERVER, os: "linux" }, ...hosts],
      delayMs: 10,
      programs: [
        { host: SERVER.id, steps: [{ socket: "listener", call: { op: "listen", port: PORT, backlog } }] },
        ...hosts.map(({ id }, at) => ({
          host: id,
          steps: [
            {
              when: { at: at * EVERY_MS },
              socket: "c",
              call: { op: "connect" as const, to: SERVER_ADDRESS },
            },
          ],
        })),
      ],
      untilMs: clients * EVERY_MS + 200,
    });
    const established = play({ scenario }).entries.filter(
      ({ host, states }) => host === SERVER.id && states.some(({ after }) => after === "ESTABLISHED"),
    ).length;
    const option = (belief: string, n: number, why: Said): WrongOption => ({
      ...{ belief, text: { en: n === 1 ? "1 connection" : `${n} connections`, ko: `${n}개` }, why },
      check: { rule: "ack-establishes", host: SERVER.id, times: n },
    });
    return {
      ask: "choice",
      stem: {
        en: `A Linux server calls listen(fd, ${backlog}) and never accept(). ${clients} clients connect, one every ${EVERY_MS} ms, and every segment arrives. How many connections are ESTABLISHED on the server after the last one's third segment?`,
        ko: `Linux 서버가 listen(fd, ${backlog}) 호출만 하고 accept() 호출은 하지 않습니다. 클라이언트 ${clients}개가 ${EVERY_MS}ms마다 하나씩 연결하며 유실은 없습니다. 마지막 클라이언트의 세 번째 세그먼트까지 도착했을 때 서버에서 ESTABLISHED 상태인 연결은 몇 개인가요?`,
      },
      explanation: {
        en: `Linux calls the accept queue full when it holds more than the backlog, so backlog + 1 = ${established} fit. Later third ACKs are ignored: those connections stay in SYN-RECEIVED on the server, while their clients believe they are ESTABLISHED.`,
        ko: `Linux에서는 accept 큐의 연결이 백로그보다 많을 때 가득 찼다고 보므로 백로그 + 1 = ${established}개까지 들어갑니다. 그다음부터는 세 번째 ACK 세그먼트를 무시해 서버에서는 SYN-RECEIVED 상태로 남지만, 클라이언트는 ESTABLISHED 상태라고 믿습니다.`,
      },
      played: { scenario },
      right: option("", established, {
        en: `The comparison is "more than ${backlog}", not "${backlog} or more".`,
        ko: `비교가 "${backlog}개 이상"이 아니라 "${backlog}개보다 많음"입니다.`,
      }),
      wrong: [
        option("exactly-the-backlog", backlog, {
          en: `The argument reads like the number of places. Linux compares with > and so takes one more than ${backlog}.`,
          ko: `인자를 자리 수로 읽으면 이 값이 됩니다. Linux에서는 백로그보다 많은지 비교하므로 ${backlog}개보다 하나 더 들어갑니다.`,
        }),
        option("no-limit", clients, {
          en: `The clients all think so: each got its SYN,ACK. But the server ignores third ACKs that find the queue full.`,
          ko: `클라이언트는 모두 SYN,ACK 세그먼트를 받아 그렇게 믿습니다. 하지만 서버는 큐가 가득 차면 세 번째 ACK 세그먼트를 무시합니다.`,
        }),
        option("accept-establishes", 0, {
          en: `accept() only hands over what the kernel has finished: the handshake needs no program, and ${established} are complete.`,
          ko: `accept() 호출은 커널이 끝낸 연결을 넘겨받을 뿐입니다. 핸드셰이크에는 프로그램이 필요 없어 ${established}개가 이미 완료되었습니다.`,
        }),
        option("backlog-plus-two", backlog + 2, {
          en: `One place too many: this adds a SYN queue to it, where connections wait in SYN-RECEIVED, not ESTABLISHED.`,
          ko: `SYN 큐의 자리까지 더한 값입니다. SYN 큐의 연결은 ESTABLISHED 상태가 아니라 SYN-RECEIVED 상태입니다.`,
        }),
      ],
    };
  },
};
export default kind;
