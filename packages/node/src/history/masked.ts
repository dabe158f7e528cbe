const hidden = '**********'

/** Settings that are passwords and keys: of guests, and of sections of other files, where somebody wrote them by hand. */
const guestSecret = /^(\s*cipassword\b\s*:?\s*).*/
const sectionSecret = /^(\s+(?:password|token|secret|apikey|key|client-key|bind_password)\s+).*/

/** A line as those may see it who may read the file through the API, which masks these settings too. */
export const maskedLine = (line: string): string => line.replace(guestSecret, `$1${hidden}`).replace(sectionSecret, `$1${hidden}`)

export const maskedText = (text: string): string => text.split('\n').map(maskedLine).join('\n')
