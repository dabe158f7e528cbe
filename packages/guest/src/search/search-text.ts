import { decodeText } from '../config/description-text.ts'
import type { IndexedGuest } from '../guest-index.ts'

/** What a search looks at in a guest's present config, in lower case. */
export interface SearchText {
  /** `key: value` lines without secrets. */
  readonly keys: string
  readonly notes: string
}

/** Values that no answer of the API tells. */
const secret = /^cipassword\s*:/

/** One for each config: an index holds another object when the config has changed. */
const known = new WeakMap<IndexedGuest, SearchText>()

function read(text: string): SearchText {
  const keys: string[] = []
  const notes: string[] = []
  for (const raw of text.split('\n')) {
    if (raw.startsWith('[')) break
    const line = raw.trim()
    if (line.startsWith('#')) notes.push(decodeText(line.slice(1)))
    else if (line.startsWith('description:')) notes.push(decodeText(line.slice('description:'.length).trim()))
    else if (line !== '' && !secret.test(line)) keys.push(line)
  }
  return { keys: keys.join('\n').toLowerCase(), notes: notes.join('\n').toLowerCase() }
}

export function searchText(guest: IndexedGuest): SearchText {
  const there = known.get(guest)
  if (there) return there
  const made = read(guest.text)
  known.set(guest, made)
  return made
}
