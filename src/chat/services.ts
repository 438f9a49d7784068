/**
 * What commands may use of the world: stores and clocks behind interfaces. A feature adds its own field beside
 * its interface, so that nothing here has to know it:
 *
 *     declare module "../chat/services.ts" {
 *       interface Services {
 *         readonly connections?: Connections;
 *       }
 *     }
 *
 * A field that is absent means that this bot runs without it (a test, the terminal): the command says so.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features merge their fields into it.
export interface Services {}
