/** Says what is wrong with a text; undefined when nothing is. */
export type Format = (text: string) => string | undefined

/** A format that a regular expression decides; the text reads "value does not look like a valid `what`". */
export function matching(what: string, regexp: RegExp, maxLength = 1024): Format {
  return text => (text.length <= maxLength && regexp.test(text) ? undefined : notValid(what, text))
}

export function testing(what: string, accepts: (text: string) => boolean): Format {
  return text => (accepts(text) ? undefined : notValid(what, text))
}

function notValid(what: string, text: string): string {
  return `value '${text.length > 80 ? `${text.slice(0, 80)}...` : text}' does not look like a valid ${what}`
}

/** True when a slash-separated name stays where it is put: no `.`, `..` or empty segment. */
export function staysInside(path: string): boolean {
  return path.split('/').every(segment => segment !== '' && segment !== '.' && segment !== '..')
}

/** An absolute path without `.` and `..`; doubled and trailing slashes are harmless. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') && path.split('/').every(segment => segment !== '.' && segment !== '..')
}
