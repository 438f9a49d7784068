/** What somebody sees of their doing: gathered from the moment it is done, for as long as the test looks. */
import type { Ack } from "./deliver.ts";
import type { Change, Message } from "./screen.ts";
import { type Seen, type SeenView, seeMessage, seeView } from "./seen.ts";
import type { SlackState } from "./state.ts";
import { DIRECT, type Person, type Workspace } from "./workspace.ts";

export interface Outcome {
  readonly ack: Ack;
  /** Of each delivery, where there were several. */
  readonly acks: readonly Ack[];
  /** Messages that appeared, changed or went, the oldest first; each follows later edits. */
  readonly seen: readonly Seen[];
  /** The modal that it opened or changed last. */
  readonly modal: SeenView | undefined;
  readonly home: SeenView | undefined;
  /** What a form complains about, by the names of its inputs. */
  readonly formErrors: Readonly<Record<string, string>>;
  /** The only message seen; throws where there is none or more than one. */
  sole(): Seen;
  /** Waits for more to see. */
  until(enough: (outcome: Outcome) => boolean, patienceMs?: number): Promise<Outcome>;
}

export interface Onlooker {
  readonly state: SlackState;
  readonly workspace: Workspace;
  readonly person: Person;
  readonly cause: string;
  /** Where it is done; without it, anything said anywhere may be an answer. */
  readonly channel?: string;
}

export interface Gathering {
  readonly outcome: Outcome;
  setAcks(acks: readonly Ack[], formErrors?: Readonly<Record<string, string>>): void;
  /** Resolves when there is something to see, or when nobody waits any longer. */
  something(patienceMs: number): Promise<void>;
}

export function gather(onlooker: Onlooker, patience: number): Gathering {
  const { state, workspace, person } = onlooker;
  const whose = { team: workspace.id, user: person.id };
  const changes: Change[] = [];
  let acks: readonly Ack[] = [];
  let formErrors: Readonly<Record<string, string>> = {};
  state.screen.watch((change) => {
    if (concerns(onlooker, change)) changes.push(change);
  });
  const lastView = (type: "modal" | "home"): SeenView | undefined => {
    const last = changes.findLast((change) => change.type === type);
    return last && "view" in last ? seeView(state, whose, last.view.id) : undefined;
  };
  const outcome: Outcome = {
    get ack() {
      const [first] = acks;
      if (first === undefined) throw new Error("not delivered yet");
      return first;
    },
    get acks() {
      return acks;
    },
    get seen() {
      const messages = changes.flatMap((change) => ("message" in change ? [change.message] : []));
      return [...new Set(messages)].map((message) => seeMessage(state, message));
    },
    get modal() {
      return lastView("modal");
    },
    get home() {
      return lastView("home");
    },
    get formErrors() {
      return formErrors;
    },
    sole() {
      const { seen } = outcome;
      if (seen.length !== 1 || seen[0] === undefined)
        throw new Error(
          `${person.name} sees ${seen.length} messages: ${seen.map(({ text }) => text).join(" | ")}`,
        );
      return seen[0];
    },
    until: (enough, patienceMs = patience) =>
      until(state, () => enough(outcome), patienceMs).then((met) => {
        if (met) return outcome;
        const texts = outcome.seen.map(({ text }) => JSON.stringify(text)).join(", ");
        throw new Error(`in ${patienceMs} ms ${person.name} saw only: ${texts || "nothing"}`);
      }),
  };
  return {
    outcome,
    setAcks(all, errors = {}) {
      acks = all;
      formErrors = errors;
    },
    async something(patienceMs) {
      await until(state, () => changes.length > 0, patienceMs);
    },
  };
}

/** Gives whether it came true in time; looks again at every change of any screen. */
function until(state: SlackState, enough: () => boolean, patienceMs: number): Promise<boolean> {
  if (enough() || patienceMs === 0) return Promise.resolve(enough());
  return new Promise((resolve) => {
    const end = (met: boolean): void => {
      clearTimeout(timer);
      stop();
      resolve(met);
    };
    const timer = setTimeout(() => end(false), patienceMs);
    const stop = state.screen.watch(() => {
      if (enough()) end(true);
    });
  });
}

/** By its cause where Slack knows it (`response_url`, trigger), else by who sees it where. */
function concerns({ workspace, person, cause, channel }: Onlooker, change: Change): boolean {
  if (change.cause !== undefined) return change.cause === cause;
  if ("view" in change) return change.whose.team === workspace.id && change.whose.user === person.id;
  const { message } = change;
  if (message.team !== workspace.id || message.by === person.id || !sees(person, workspace, message))
    return false;
  return channel === undefined || message.channel === channel || isDirect(workspace, message);
}

export function sees(person: Person, workspace: Workspace, message: Message): boolean {
  if (message.team !== workspace.id) return false;
  if (message.to !== undefined) return message.to === person.id;
  return (
    !isDirect(workspace, message) || workspace.channels.get(message.channel)?.members.has(person.id) === true
  );
}

const isDirect = (workspace: Workspace, { channel }: Message): boolean =>
  workspace.channels.get(channel)?.name === DIRECT;
