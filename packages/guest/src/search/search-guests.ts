import type { GuestIndex } from '../guest-index.ts'
import { searchText } from './search-text.ts'
import { readTerms } from './terms.ts'

/** Ids of the guests whose config fits all terms of the query and that `visible` lets through, ascending. */
export function searchGuests(index: GuestIndex, query: string, visible: (vmid: number) => boolean): number[] {
  const terms = readTerms(query)
  if (terms.length === 0) return []
  const found: number[] = []
  for (const guest of index.all().values()) {
    const text = searchText(guest)
    if (terms.every(fits => fits(text)) && visible(guest.vmid)) found.push(guest.vmid)
  }
  return found
}
