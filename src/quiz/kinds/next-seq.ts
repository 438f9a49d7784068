/** Where one's own next segment begins: after everything that occupied a number, and nothing else. */
import { connecting, serving } from "../../simulator/scenarios/parts/hosts.ts";
import type { Kind } from "../generated/kind.ts";
import { after, isnOf, play, sentIn, story, text, withIsns } from "../generated/parts.ts";

const kind: Kind = {
  id: "next-seq",
  title: { en: "The next SEQ number", ko: "다음 SEQ 번호" },
  version: 1,
  topic: "numbers",
  difficulty: 2,
  source: "RFC 9293 §3.4",
  followUps: [
    {
      en: "Which SEQ would a pure ACK carry at this moment?",
      ko: "지금 데이터 없는 ACK 세그먼트를 보낸다면 SEQ 번호는 무엇인가요?",
    },
    {
      en: "What happens to the number if the second segment is lost and sent again?",
      ko: "두 번째 세그먼트가 유실되어 다시 보내면 번호는 어떻게 되나요?",
    },
  ],
  make(draw) {
    const [first, second, reply] = [draw.whole(5, 400), draw.whole(5, 400), draw.whole(5, 400)];
    const [client, server] = [isnOf(draw, first), isnOf(draw)];
    const scenario = story({
      hosts: withIsns(client, server),
      programs: [
        serving(
          { when: { received: first }, socket: "s", call: { op: "receive" } },
          { socket: "s", call: { op: "send", data: text(reply) } },
        ),
        connecting(
          { when: { state: "ESTABLISHED" }, socket: "c", call: { op: "send", data: text(first) } },
          { when: { received: reply }, socket: "c", call: { op: "send", data: text(second) } },
        ),
      ],
      untilMs: 800,
    });
    const data = sentIn(play({ scenario }), "client").filter(({ seg }) => seg.data !== "");
    const right = data[1]?.seg.seq;
    if (right === undefined) return undefined;
    return {
      ask: "number",
      stem: {
        en: `A client connects with ISN ${client}; the server's is ${server}. The client sends ${first} octets, the server acknowledges them and answers with ${reply} octets. Which SEQ number has the client's next data segment?`,
        ko: `초기 순서 번호(ISN)는 클라이언트가 ${client}번, 서버가 ${server}번입니다. 클라이언트가 ${first}바이트를 보내자 서버가 확인하고 ${reply}바이트로 답했습니다. 클라이언트가 다음에 보낼 데이터 세그먼트의 SEQ 번호는 무엇인가요?`,
      },
      explanation: {
        en: `The SYN took number ${client}, the data the next ${first}: ${client} + 1 + ${first} = ${right}${right < client ? " modulo 2^32" : ""}. Pure ACKs take none, and what the server sends counts in the server's direction only.`,
        ko: `SYN 세그먼트가 ${client}번을, 데이터가 그다음 번호 ${first}개를 썼습니다. ${client} + 1 + ${first} = ${right}${right < client ? " (2^32 모듈로)" : ""}. 데이터 없는 ACK 세그먼트는 번호를 쓰지 않고, 서버가 보낸 것은 서버 방향에서만 셉니다.`,
      },
      played: { scenario },
      right,
      unit: { en: "(absolute)", ko: "번" },
      measure: { segment: { from: "client", data: true, nth: 2 }, field: "seq", header: true },
      wrong: [
        {
          belief: "syn-uncounted",
          value: after(client, first),
          why: {
            en: `This forgets the SYN, since it carries no data. It takes a number all the same: the first data octet is ${after(client, 1)}, not ${client}.`,
            ko: `SYN에는 데이터가 없어서 빼먹은 값입니다. SYN도 번호를 하나 쓰므로 첫 데이터 바이트는 ${client}번이 아니라 ${after(client, 1)}번입니다.`,
          },
        },
        {
          belief: "ack-counted",
          value: after(right, 1),
          why: {
            en: `This counts the third segment of the handshake, too. An ACK without data, SYN or FIN has length 0 and takes no number.`,
            ko: `핸드셰이크의 세 번째 세그먼트까지 센 값입니다. 데이터도 SYN도 FIN도 없는 ACK 세그먼트는 길이가 없어 번호를 쓰지 않습니다.`,
          },
        },
        {
          belief: "peers-number",
          value: after(server, reply + 1),
          why: {
            en: `That is the ACK number of the segment: what the client expects from the server (${server} + 1 + ${reply}). SEQ and ACK count opposite directions.`,
            ko: `이 세그먼트의 ACK 번호입니다. 클라이언트가 서버에게서 받을 다음 번호(${server} + 1 + ${reply})이며, SEQ 번호와 ACK 번호는 서로 반대 방향을 셉니다.`,
          },
        },
        {
          belief: "both-directions",
          value: after(right, reply),
          why: {
            en: `This adds the server's ${reply} octets, as if the connection had one counter. It has two: each direction counts its own octets.`,
            ko: `연결에 번호가 하나뿐이라고 보고 서버의 ${reply}바이트까지 더한 값입니다. 방향마다 번호가 따로 있어 자기가 보낸 바이트만 셉니다.`,
          },
        },
      ],
    };
  },
};
export default kind;
