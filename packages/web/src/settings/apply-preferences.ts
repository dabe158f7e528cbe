import { activate } from '../i18n/activate.ts'
import { preferences } from './preferences.ts'

const darkScheme = matchMedia('(prefers-color-scheme: dark)')

async function apply(): Promise<void> {
  const { theme, density, contrast, motion, language } = preferences.get()
  const { dataset } = document.documentElement
  dataset.theme = theme === 'auto' ? (darkScheme.matches ? 'dark' : 'light') : theme
  dataset.density = density
  dataset.contrast = contrast === 'high' || matchMedia('(prefers-contrast: more)').matches ? 'high' : 'normal'
  dataset.motion = motion
  await activate(language === 'auto' ? (navigator.language.startsWith('de') ? 'de' : 'en') : language)
}

/** Makes the page look and speak as the user prefers, now and after every change. */
export async function followPreferences(): Promise<void> {
  await apply()
  preferences.subscribe(() => void apply())
  darkScheme.addEventListener('change', () => void apply())
}
