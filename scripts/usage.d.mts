/** By file: the npm script, what stands behind its name, and what it does. */
export const USAGES: Readonly<Record<string, readonly [name: string, takes: string, does: string]>>;
export function answerHelp(file: string, words: readonly string[]): void;
