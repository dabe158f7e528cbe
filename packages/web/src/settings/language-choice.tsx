import { useLingui } from '@lingui/react/macro'
import { useStore } from '../store.ts'
import { Select } from '../ui/select.tsx'
import { prefer, preferences, type Preferences } from './preferences.ts'

/** Every language is called as its speakers call it. */
export function LanguageChoice() {
  const { t } = useLingui()
  const { language } = useStore(preferences)
  return (
    <Select<Preferences['language']>
      aria-label={t`Language`}
      value={language}
      onChange={value => prefer({ language: value })}
      choices={[
        { value: 'auto', label: t`Browser’s language` },
        { value: 'en', label: 'English' },
        { value: 'de', label: 'Deutsch' },
      ]}
    />
  )
}
