/** Every distance of the picture, in logical pixels. */

/** A picture is 640 wide; scaled to a phone's 360 its 16-pixel text is 9 high, the least that can be read. */
export const WIDTH = 640;
/** From the fifth lifeline on the picture grows. */
export const WIDTH_PER_MORE_HOST = 200;
export const HOSTS_IN_WIDTH = 4;
export const HEIGHT_MIN = 430;
/** Few arrows: 640 × 430 at scale 2. A whole life is taller and has the pixels of 540 at scale 2. */
export const SCALE_PHASE = 2;
export const SCALE_LIFE = 1.6875;
export const LIFE_HEIGHT = 640;

/** Between the halves of a comparison, and from a half's edge to its outer lifelines. */
export const HALVES_APART = 28;
export const HALF_INSET = 30;

/** Limits: arrows in one picture, pictures of one trace, hosts in a picture. */
export const ARROWS_MAX = 16;
export const MARKS_MAX = 44;
export const PAGES_MAX = 12;
export const HOSTS_MAX = 6;
/** Frames of a moving picture: a minute and a half of it. */
export const FRAMES_MAX = 60;

export const TITLE_SIZE = 24;
export const HOST_SIZE = 17;
export const FLAGS_SIZE = 17;
export const TEXT_SIZE = 16;
export const LINE_HEIGHT = 21;

export const EDGE = 16;
export const TITLE_BASELINE = 40;
export const SUBTITLE_BASELINE = 65;
export const SUBTITLE_ROOM = 26;
/** Above the halves of a comparison. */
export const HEADING_SIZE = 19;
export const HEADING_BASELINE = 16;
export const HEADING_RULE = 8;
export const HEADING_ROOM = 36;
export const HEADING_LINE = 24;
export const HEADING_LINES_MAX = 2;
export const PILL_TOP = 60;
export const PILL_HEIGHT = 30;
export const PILL_PADDING = 16;
export const PILL_RADIUS = 8;
/** From the foot of a host's title to the first bar. */
export const BAR_TOP = 10;
/** From the first bar's top to what happens first. */
export const FIRST_MARK = 30;
/** From what happens last to the end of the lifelines. */
export const LAST_MARK = 34;
export const FOOTER_GAP = 16;
export const FOOTER_LINES_MAX = 3;
export const COMMAND_LINES_MAX = 2;
export const FOOTER_PADDING = 14;

/** From the picture's edge to the outermost of three lifelines: a short call fits beside it. */
export const OUTERMOST = 92;
/** Of four or more: half the longest state's box fits. */
export const OUTERMOST_OF_MANY = 78;

export const BAR_WIDTH = 8;
export const BAR_RADIUS = 4;
export const BAR_GAP = 2;
export const BOX_HEIGHT = 25;
export const BOX_PADDING = 9;
export const BOX_RADIUS = 6;
/** Between a bar and what stands in the margin beside it. */
export const BOX_GAP = 9;
export const MARGIN_GAP = 5;
export const MARGIN_MIN = 84;
export const MARGIN_MAX = 152;

/** How far an arrow sinks while it crosses, where there are few arrows and where there are many. */
export const SLANT_PHASE = 42;
export const SLANT_LIFE = 34;
export const PHASE_ARROWS_MAX = 6;
/** Between an arrow's arrival and the answer's departure. */
export const ANSWER_GAP = 13;
/** Between two arrows that leave, or arrive at, one lifeline one after the other: a label fits between. */
export const ARROW_GAP = 31;
/** Between two that leave one after the other, from whichever lifelines. */
export const LATER = 6;
export const CALL_GAP = 12;
/** What a short arrow, cut by a cross or a dot, needs more. */
export const CUT_GAP = 10;
/** How far a label stays away from where another arrow crosses. */
export const CROSSING_GAP = 5;
export const BAR_MIN = 31;
/** A wait that would take more than this is cut and its length is written into the break. */
export const WAIT_MAX = 88;
export const BREAK_ROOM = 46;

export const ARROW_WIDTH = 2.25;
export const HEAD_LENGTH = 13;
export const HEAD_HALF = 5.2;
/** Between an arrow's tip and the bar. */
export const TIP_GAP = 2;
export const CROSS_SIZE = 8;
export const CROSS_WIDTH = 3;
export const DOT_RADIUS = 5.5;
/** How far along its way a lost segment, or one under way, is drawn. */
export const CUT_AT = 0.74;
/** How far an arrow has sunk that comes out of the network: nobody here sent it. */
export const SUNK = SLANT_LIFE * CUT_AT;
export const SYMBOL_AT = 30;
export const LABEL_LIFT = 7;
export const LABEL_DROP = 19;
export const TICK_LENGTH = 7;
/** Between the tick at a call and its words. */
export const TICK_GAP = 4;
/** What stands below its arrow keeps this much away from what is further below: it would be read as that one's. */
export const BELOW_ALONE = 12;
export const LABEL_GAP = 8;
/** Between words of two things on one line: more than between those of one. */
export const WORDS_APART = 14;
export const LABEL_INSET = 10;
export const CLEARANCE = 3;

export const BRACKET_AWAY = 11;
export const BRACKET_SERIF = 6;
export const BRACKET_COLUMN = 12;
export const BRACKET_INSET = 5;
export const BRACKET_WIDTH = 1.75;

/** Where the labels of a picture collide it is stretched by this, and laid out again, at most so often. */
export const STRETCH = 16;
export const STRETCH_BESIDE = 48;
export const ROUNDS_MAX = 200;
export const STRETCHED_AT_ONCE = 4;
/** After each so many rounds as many more are stretched at once. */
export const PATIENCE = 24;
/**
 * Where this much was not enough it is tried anew: first for a label on both sides of its arrow, then for one as near to
 * other things as can be. Where all was in vain nothing is stretched, and the label leaves out numbers.
 */
export const STRETCH_MAX = 96;
export const TRIES = 3;

/** From a line's middle to the baseline of text centred on it, in em: half a capital's height. */
export const MIDDLE = 0.355;

/** Two halves hold twice as much. Halves of more hosts than this stand one below the other, up to a limit. */
export const HALVES = 2;
export const HALF_WIDTH = (WIDTH - 2 * EDGE - HALVES_APART) / HALVES;
export const BESIDE_HOSTS_MAX = 2;
export const COMPARED_HOSTS_MAX = 3;
/** Above the heading of the lower one, which has no title. */
export const LOWER_TOP = 12;
