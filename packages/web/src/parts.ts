import { addCatalogue } from './i18n/activate.ts'
import { catalogues } from './i18n/catalogues.ts'

/** The parts of the interface that are fetched when they are first opened, each with its messages in the user's language. */
export const parts = {
  /** The list is opened first and most: it comes without the pages of single guests. */
  async guestList() {
    const [page] = await Promise.all([import('./guests/list/guests-page.tsx'), addCatalogue(catalogues.guests)])
    return page
  },
  async guests() {
    await Promise.all([addCatalogue(catalogues.labels), addCatalogue(catalogues.guests)])
    return await import('./guests/index.ts')
  },
  async consoles() {
    await addCatalogue(catalogues.consoles)
    return await import('./consoles/index.ts')
  },
  async nodes() {
    await Promise.all([addCatalogue(catalogues.labels), addCatalogue(catalogues.nodes)])
    return await import('./nodes/index.ts')
  },
  async storage() {
    await Promise.all([addCatalogue(catalogues.labels), addCatalogue(catalogues.storage)])
    return await import('./storage/index.ts')
  },
  async access() {
    await Promise.all([addCatalogue(catalogues.labels), addCatalogue(catalogues.access)])
    return await import('./access/index.ts')
  },
  async cluster() {
    await Promise.all([addCatalogue(catalogues.labels), addCatalogue(catalogues.cluster)])
    return await import('./cluster/index.ts')
  },
}
