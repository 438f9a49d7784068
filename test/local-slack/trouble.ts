/** Slack's bad days, on command. */
export interface Trouble {
  /** The next calls of this method, or of every one, are answered 429. */
  limit(method: string, how?: { readonly times?: number; readonly retryAfter?: number }): void;
  /** The next calls of this method fail so. */
  fail(method: string, error: string, times?: number): void;
  /** The next calls of this method are done, but their answers are lost on the way. */
  loseReply(method: string, times?: number): void;
  /** As long as it is set, nobody is at home: 503, and no sockets. */
  down: boolean;
  /** So many uses of uploaded files are refused, as while Slack still looks at them. */
  filesNotReady: number;
}

export type Mishap =
  | { readonly type: "limit"; readonly retryAfter: number }
  | { readonly type: "fail"; readonly error: string }
  | { readonly type: "lose" };

export interface TroubleDesk extends Trouble {
  /** What goes wrong with this call; each mishap strikes as often as it was asked for. */
  strike(method: string): Mishap | undefined;
}

export function createTrouble(): TroubleDesk {
  const waiting: { readonly method: string; readonly mishap: Mishap; times: number }[] = [];
  return {
    down: false,
    filesNotReady: 0,
    limit(method, { times = 1, retryAfter = 1 } = {}) {
      waiting.push({ method, mishap: { type: "limit", retryAfter }, times });
    },
    fail(method, error, times = 1) {
      waiting.push({ method, mishap: { type: "fail", error }, times });
    },
    loseReply(method, times = 1) {
      waiting.push({ method, mishap: { type: "lose" }, times });
    },
    strike(called) {
      const next = waiting.find(({ method, times }) => times > 0 && ["*", called].includes(method));
      if (next === undefined) return undefined;
      next.times--;
      return next.mishap;
    },
  };
}
