/** A value without members, such as that of a serial port, is held under this name. */
export const plainText = '@text'
