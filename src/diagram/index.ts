/** The door of this room: a trace goes in, a picture comes out. */
export { type Box, markBoxes, type TextBox, textBoxes, touch } from "./box.ts";
export type { Labels, Options } from "./labels.ts";
export { layout, layoutPages, type Pages } from "./layout.ts";
export { paint } from "./paint.ts";
export type { Layout, Shape } from "./shape.ts";
export type { ThemeName } from "./theme.ts";
