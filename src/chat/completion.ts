/** What may come next while a command is typed. Types alone: a page in a browser reads them too. */

export interface CompletionItem {
  /** Replaces the text between `from` and `to`. */
  readonly insert: string;
  readonly label: string;
  readonly summary: string;
}

export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly items: readonly CompletionItem[];
  /** A sentence about what is being typed, e.g. an option's range. */
  readonly hint?: string;
}
