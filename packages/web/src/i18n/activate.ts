import { i18n, type Messages } from '@lingui/core'

export type Locale = 'en' | 'de'
type LoadMessages = () => Promise<{ readonly messages: Messages }>
/** Fetches the messages of one part of the interface, by language. */
export type Catalogue = Readonly<Record<Locale, LoadMessages>>

const catalogues = new Set<Catalogue>()
const loaded = new Set<LoadMessages>()

async function load(locale: Locale): Promise<void> {
  const missing = [...catalogues].map(catalogue => catalogue[locale]).filter(one => !loaded.has(one))
  const found = await Promise.all(missing.map(async one => [one, (await one()).messages] as const))
  for (const [one, messages] of found) {
    loaded.add(one)
    i18n.load(locale, messages)
  }
}

/** Shows the page in a language, once its messages are here. */
export async function activate(locale: Locale): Promise<void> {
  await load(locale)
  document.documentElement.lang = locale
  if (i18n.locale !== locale) i18n.activate(locale)
}

/** To be awaited before a part is drawn: its messages in the present language. */
export async function addCatalogue(catalogue: Catalogue): Promise<void> {
  catalogues.add(catalogue)
  if (i18n.locale === '') return
  await load(i18n.locale as Locale)
}
