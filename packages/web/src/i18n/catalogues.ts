import type { Catalogue } from './activate.ts'

/** Messages by part and language; `lingui extract` writes the files, people write the translations. */
export const catalogues = {
  app: { en: () => import('../locales/app/en.po'), de: () => import('../locales/app/de.po') },
  /** Names of settings and their descriptions; every part with forms made of the contract loads it. */
  labels: { en: () => import('../locales/labels/en.po'), de: () => import('../locales/labels/de.po') },
  guests: { en: () => import('../locales/guests/en.po'), de: () => import('../locales/guests/de.po') },
  consoles: { en: () => import('../locales/consoles/en.po'), de: () => import('../locales/consoles/de.po') },
  nodes: { en: () => import('../locales/nodes/en.po'), de: () => import('../locales/nodes/de.po') },
  storage: { en: () => import('../locales/storage/en.po'), de: () => import('../locales/storage/de.po') },
  access: { en: () => import('../locales/access/en.po'), de: () => import('../locales/access/de.po') },
  cluster: { en: () => import('../locales/cluster/en.po'), de: () => import('../locales/cluster/de.po') },
} satisfies Record<string, Catalogue>
