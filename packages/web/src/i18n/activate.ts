import { i18n, type Messages } from '@lingui/core'

export type Locale = 'en' | 'de'
/** Fetches the messages of one part in one language; English stands in the code itself. */
export type Catalogue = (locale: Exclude<Locale, 'en'>) => Promise<{ readonly messages: Messages }>

const catalogues = new Map<string, Catalogue>()
const loaded = new Set<string>()

async function load(locale: Locale): Promise<void> {
  if (locale === 'en') return i18n.load('en', {})
  const missing = [...catalogues].filter(([part]) => !loaded.has(`${part}/${locale}`))
  await Promise.all(
    missing.map(async ([part, catalogue]) => {
      const { messages } = await catalogue(locale)
      loaded.add(`${part}/${locale}`)
      i18n.load(locale, messages)
    }),
  )
}

/** Shows the page in a language, once its messages are here. */
export async function activate(locale: Locale): Promise<void> {
  await load(locale)
  document.documentElement.lang = locale
  if (i18n.locale !== locale) i18n.activate(locale)
}

/** To be awaited by a part before it draws: its messages in the present language. */
export async function addCatalogue(part: string, catalogue: Catalogue): Promise<void> {
  catalogues.set(part, catalogue)
  if (i18n.locale === 'en' || i18n.locale === '') return
  await load(i18n.locale as Locale)
  i18n.activate(i18n.locale)
}
