import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

/** One catalogue for each folder that is loaded on its own: what nobody opens is not fetched. */
const parts = ['app', 'labels', 'guests', 'consoles', 'nodes', 'storage', 'access', 'cluster'] as const

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'de'],
  // No places and no dates: a catalogue changes only when its messages do.
  format: formatter({ origins: false, lineNumbers: false }),
  orderBy: 'message',
  catalogs: parts.map(part => ({
    path: `<rootDir>/src/locales/${part}/{locale}`,
    include: part === 'app' ? ['<rootDir>/src'] : [`<rootDir>/src/${part}`],
    exclude: part === 'app' ? parts.slice(1).map(other => `<rootDir>/src/${other}/**`) : [],
  })),
})
