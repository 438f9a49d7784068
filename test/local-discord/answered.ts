/** What came of one thing that a person did: its first answer, and its messages as they are now. */
import { broughtAbout, type Seen, type SeenModal, seenModal } from "./seen.ts";
import type { Interaction, World } from "./world.ts";

export interface Answered {
  readonly interaction: string;
  readonly kind: "message" | "deferred" | "update" | "deferred update" | "modal" | "choices" | "failed";
  /** Milliseconds to the first answer; `undefined` where there was none. */
  readonly latencyMs?: number;
  /** What the first answer said, which nothing can change later. */
  readonly private: boolean;
  /** Where it failed. */
  readonly why?: string;
  /** As they are now: the changed message first, then the posted ones. */
  readonly messages: readonly Seen[];
  /** The first of them. */
  readonly message: Seen;
  readonly modal?: SeenModal;
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
  /** Waits until these messages are so. */
  until(look: (messages: readonly Seen[]) => unknown, what?: string): Promise<readonly Seen[]>;
}

/** Whether "thinking" is over. */
export function isShown(world: World, interaction: Interaction): boolean {
  const { first, updates } = interaction;
  if (first?.kind === "deferred") return broughtAbout(world, interaction).some(({ loading }) => !loading);
  if (first?.kind === "deferred update") return updates > 0 || broughtAbout(world, interaction).length > 0;
  return first !== undefined;
}

export function answeredOf(world: World, interaction: Interaction): Answered {
  const { id, first, latencyMs } = interaction;
  const modal = seenModal(interaction);
  return {
    interaction: id,
    kind: first?.kind ?? "failed",
    ...(latencyMs !== undefined && { latencyMs }),
    private: first !== undefined && "private" in first && first.private,
    ...(first?.kind === "failed" && { why: first.why }),
    get messages() {
      return broughtAbout(world, interaction);
    },
    get message() {
      const [message] = broughtAbout(world, interaction);
      if (message === undefined)
        throw new Error(`${interaction.name} brought about no message: ${JSON.stringify(first)}`);
      return message;
    },
    ...(modal !== undefined && { modal }),
    choices: first?.kind === "choices" ? (first.choices as unknown as Answered["choices"]) : [],
    until: (look, what = `what was to come of ${interaction.name}`) =>
      world.watch.until(() => {
        const messages = broughtAbout(world, interaction);
        return look(messages) ? messages : undefined;
      }, what),
  };
}
