/** Socket calls as a program makes them, and what it gets back. */

export type SocketCall =
  | { readonly op: "listen"; readonly port: number; readonly backlog?: number }
  | {
      readonly op: "connect";
      readonly to: { readonly ip: string; readonly port: number };
      readonly localPort?: number;
      /** Text that the SYN takes along, as sendto() with MSG_FASTOPEN sends it. */
      readonly data?: string;
    }
  /** Takes the oldest established connection from the listener's accept queue; the program calls it `as`. */
  | { readonly op: "accept"; readonly as: string }
  | { readonly op: "send"; readonly data: string }
  | { readonly op: "receive"; readonly max?: number }
  | { readonly op: "shutdown" }
  | { readonly op: "close" }
  /** close() with SO_LINGER 0: ABORT. */
  | { readonly op: "abort" }
  | { readonly op: "set option"; readonly option: SocketOption; readonly value: number }
  /** Makes a UDP socket of a new one. */
  | { readonly op: "bind udp"; readonly port: number }
  | {
      readonly op: "send to";
      readonly to: { readonly ip: string; readonly port: number };
      readonly data: string;
    }
  | { readonly op: "receive from" }
  /** getsockopt(SO_ERROR): reads the pending error and clears it. */
  | { readonly op: "get error" };

/** Times are in the unit of the real option: seconds for TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_DEFER_ACCEPT
 *  and TCP_LINGER2, else ms. */
export type SocketOption =
  | "SO_RCVBUF"
  | "SO_KEEPALIVE"
  | "SO_LINGER"
  | "TCP_NODELAY"
  | "TCP_SYNCNT"
  | "TCP_USER_TIMEOUT"
  | "TCP_KEEPIDLE"
  | "TCP_KEEPINTVL"
  | "TCP_KEEPCNT"
  | "TCP_DEFER_ACCEPT"
  | "TCP_LINGER2"
  | "SO_REUSEADDR";

export type Errno =
  | "EINPROGRESS"
  | "EAGAIN"
  | "ECONNREFUSED"
  | "ECONNRESET"
  | "ECONNABORTED"
  | "ETIMEDOUT"
  | "EPIPE"
  | "ENOTCONN"
  | "EISCONN"
  | "EALREADY"
  | "EADDRINUSE"
  | "EADDRNOTAVAIL"
  | "EBADF"
  | "EINVAL"
  | "EOPNOTSUPP"
  | "ENOBUFS"
  | "EHOSTUNREACH"
  | "ENETUNREACH";

export type SocketResult =
  | { readonly ok: true; readonly value: "ok" | "EOF" | number | Errno; readonly data?: string }
  | { readonly ok: false; readonly errno: Errno };
