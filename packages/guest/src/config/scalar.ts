/** 1/on/yes/true and 0/off/no/false in any case; undefined: neither. */
export function readBoolean(text: string): boolean | undefined {
  switch (text.toLowerCase()) {
    case '1':
    case 'on':
    case 'yes':
    case 'true':
      return true
    case '0':
    case 'off':
    case 'no':
    case 'false':
      return false
    default:
      return undefined
  }
}

const numberForm = /^-?\d+(?:\.\d+)?$/

/** Decimal form only; undefined: not a number. */
export function readNumber(text: string): number | undefined {
  return numberForm.test(text) ? Number(text) : undefined
}
