/** bytes that are kept of each of a program's outputs */
export const keptOutput = 8 << 20

/** Programs that run at once in one container, and on the node. */
export const mostInContainer = 16
export const mostOnNode = 32

/** Ended programs of which the node keeps what they wrote, and for how long. */
export const mostKept = 32
export const keptMs = 15 * 60_000
