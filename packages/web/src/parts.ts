import { addCatalogue } from './i18n/activate.ts'

/** The parts of the interface that are fetched when they are first opened, each with its messages in the user's language. */
export const parts = {
  async guests() {
    await addCatalogue('guests', () => import('./locales/guests/de.po'))
    return await import('./guests/index.ts')
  },
  async consoles() {
    await addCatalogue('consoles', () => import('./locales/consoles/de.po'))
    return await import('./consoles/index.ts')
  },
  async nodes() {
    await addCatalogue('nodes', () => import('./locales/nodes/de.po'))
    return await import('./nodes/index.ts')
  },
  async storage() {
    await addCatalogue('storage', () => import('./locales/storage/de.po'))
    return await import('./storage/index.ts')
  },
  async access() {
    await addCatalogue('access', () => import('./locales/access/de.po'))
    return await import('./access/index.ts')
  },
  async cluster() {
    await addCatalogue('cluster', () => import('./locales/cluster/de.po'))
    return await import('./cluster/index.ts')
  },
}
