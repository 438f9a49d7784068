/** The two hosts that most scenarios are about. */
import type { HostSpec, Program, ProgramStep } from "../../network/scenario.ts";

export const CLIENT: HostSpec = { id: "client", ip: "10.0.0.1", title: { en: "Client", ko: "클라이언트" } };
export const SERVER: HostSpec = { id: "server", ip: "10.0.0.2", title: { en: "Server", ko: "서버" } };

export const PORT = 80;
export const SERVER_ADDRESS = { ip: SERVER.ip, port: PORT };

/** The client connects, then goes on with `steps` on its socket `c`. */
export const connecting = (...steps: ProgramStep[]): Program => ({
  host: CLIENT.id,
  steps: [{ socket: "c", call: { op: "connect", to: SERVER_ADDRESS } }, ...steps],
});

/** The server listens, accepts one connection as `s`, and goes on with `steps`. */
export const serving = (...steps: ProgramStep[]): Program => ({
  host: SERVER.id,
  steps: [
    { socket: "listener", call: { op: "listen", port: PORT } },
    { when: { acceptable: true }, socket: "listener", call: { op: "accept", as: "s" } },
    ...steps,
  ],
});

/** Sees nothing of what the others say to each other, and sends what it likes under any address. */
export const ATTACKER: HostSpec = {
  id: "attacker",
  ip: "10.0.0.66",
  title: { en: "Attacker", ko: "공격자" },
};

/** For stories in which a port is used again, or a forger has to know it. */
export const CLIENT_PORT = 40_001;

/** `connecting` from the port that everybody knows. */
export const connectingFrom = (localPort: number, ...steps: ProgramStep[]): Program => ({
  host: CLIENT.id,
  steps: [{ socket: "c", call: { op: "connect", to: SERVER_ADDRESS, localPort } }, ...steps],
});

/** As soon as the connection stands, but not before time 0, where the picture begins. */
export const atZero = (socket: string, call: ProgramStep["call"]): ProgramStep => ({
  when: { at: 0, state: "ESTABLISHED" },
  socket,
  call,
});
