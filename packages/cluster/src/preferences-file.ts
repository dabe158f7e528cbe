import { createHash } from 'node:crypto'

const folder = 'priv/preferences/'
/** bytes that a name in a folder may have, less the ending */
const longestName = 200

/** Name that no two users share and that is safe as a file's. */
function nameOf(userid: string): string {
  const name = encodeURIComponent(userid.toWellFormed())
  return name.length <= longestName ? name : createHash('sha256').update(userid).digest('hex')
}

/** Where the preferences of a user lie. */
export function preferencesFile(userid: string): string {
  return `${folder}${nameOf(userid)}.json`
}

/** Object path of a change to a user's preferences: only he hears of it. */
export function preferencesObject(userid: string): string {
  return `/access/preferences/${nameOf(userid)}`
}

/** The object path for such a file; undefined for any other. */
export function preferencesObjectOf(path: string): string | undefined {
  return path.startsWith(folder) ? `/access/preferences/${path.slice(folder.length).replace(/\.json$/, '')}` : undefined
}
