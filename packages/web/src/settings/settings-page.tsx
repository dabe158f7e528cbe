import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { IconButton } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { Field } from '../ui/field.tsx'
import { Select, type Choice } from '../ui/select.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { LanguageChoice } from './language-choice.tsx'
import { prefer, preferences, type Preferences } from './preferences.ts'

const Row = ({ children }: { children: ReactNode }) => <div className="grid gap-3 sm:grid-cols-2">{children}</div>

/** How the interface looks and speaks; kept on the server, taken over at once. */
export function SettingsPage() {
  const { t } = useLingui()
  const chosen = useStore(preferences)
  const choice = <K extends keyof Preferences & ('theme' | 'density' | 'contrast' | 'motion')>(
    name: K,
    label: string,
    choices: readonly Choice<Preferences[K]>[],
  ) => (
    <Field label={label}>
      {control => (
        <Select<Preferences[K]> {...control} value={chosen[name]} onChange={value => prefer({ [name]: value })} choices={choices} />
      )}
    </Field>
  )
  return (
    <Page title={t`Preferences`}>
      <div className="grid max-w-4xl gap-3">
        <Card title={t`Look`}>
          <Row>
            {choice('theme', t`Colours`, [
              { value: 'auto', label: t`As the device` },
              { value: 'light', label: t`Light` },
              { value: 'dark', label: t`Dark` },
            ])}
            {choice('density', t`Density`, [
              { value: 'compact', label: t`Compact` },
              { value: 'normal', label: t`Normal` },
              { value: 'roomy', label: t`Roomy` },
            ])}
            {choice('contrast', t`Contrast`, [
              { value: 'normal', label: t`Normal` },
              { value: 'high', label: t`High` },
            ])}
            {choice('motion', t`Motion`, [
              { value: 'auto', label: t`As the device` },
              { value: 'none', label: t`None` },
            ])}
            <div className="flex flex-col gap-1">
              <span className="text-[0.93em] font-medium">{t`Language`}</span>
              <LanguageChoice />
            </div>
            <Field label={t`Font size of terminals`} help={t`pixels`}>
              {control => (
                <TextInput
                  {...control}
                  type="number"
                  min={8}
                  max={32}
                  value={chosen.terminalFontSize}
                  onChange={event => {
                    const size = event.target.valueAsNumber
                    if (size >= 8 && size <= 32) prefer({ terminalFontSize: size })
                  }}
                />
              )}
            </Field>
          </Row>
        </Card>
        <Card title={t`Keyboard`}>
          <Checkbox
            label={t`Keys without Ctrl do something`}
            help={t`Turn this off when a screen reader or speech input uses single keys.`}
            checked={chosen.singleKeys}
            onChange={value => prefer({ singleKeys: value })}
          />
        </Card>
        <Card title={t`Saved views`}>
          {chosen.views.length === 0 && <p className="text-muted">{t`A query in the list of guests can be kept under a name.`}</p>}
          <ul>
            {chosen.views.map(view => (
              <li key={view.name} className="flex items-center gap-2 border-t border-line py-1 first:border-0">
                <a href={view.url} className="font-medium hover:underline">
                  <bdi>{view.name}</bdi>
                </a>
                <code className="min-w-0 flex-1 truncate text-muted">{decodeURIComponent(view.url)}</code>
                <IconButton
                  icon={X}
                  label={t`Remove ${view.name}`}
                  onClick={() => prefer({ views: chosen.views.filter(one => one !== view) })}
                />
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </Page>
  )
}
