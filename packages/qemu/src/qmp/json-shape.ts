const deepest = 64
const mostValues = 1_000_000

const [quote, backslash, comma, openArray, closeArray, openObject, closeObject] = ['"', '\\', ',', '[', ']', '{', '}'].map(sign =>
  sign.charCodeAt(0),
)

/**
 * Whether a line of JSON may be read at all: parsed, one that is nested very deeply breaks whoever walks through it, and
 * one of many empty values takes a hundred times its own length.
 */
export function hasReasonableShape(line: string): boolean {
  let depth = 0
  let values = 1
  let inText = false
  for (let at = 0; at < line.length; at++) {
    const sign = line.charCodeAt(at)
    if (inText) {
      if (sign === backslash) at++
      else if (sign === quote) inText = false
    } else if (sign === quote) inText = true
    else if (sign === openArray || sign === openObject) {
      depth++
      values++
    } else if (sign === closeArray || sign === closeObject) depth--
    else if (sign === comma) values++
    if (depth > deepest || values > mostValues) return false
  }
  return true
}
