import { useLingui } from '@lingui/react/macro'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { TextInput } from '../../ui/text-field.tsx'
import type { BulkOptions } from './bulk-action.ts'

type Choice = '' | '0' | '1'

/** What VMs and containers have in common; what is left as it is, is not sent. */
export function ConfigOptions({ config, onChange }: { config: BulkOptions['config']; onChange: (config: BulkOptions['config']) => void }) {
  const { t } = useLingui()
  const switches = [
    { key: 'onboot', label: t`Start when the node starts` },
    { key: 'protection', label: t`Protect against deletion` },
  ]
  const numbers = [
    { key: 'cores', label: t`Cores`, most: 8192 },
    { key: 'memory', label: t`Memory (MiB)`, most: 4_178_944 },
  ]
  const change = (key: string, value: boolean | number | undefined) => {
    const { [key]: _, ...others } = config
    onChange(value === undefined ? others : { ...others, [key]: value })
  }
  return (
    <div className="flex flex-col gap-3">
      {switches.map(({ key, label }) => (
        <Field key={key} label={label}>
          {control => (
            <Select<Choice>
              {...control}
              value={config[key] === undefined ? '' : config[key] === true ? '1' : '0'}
              onChange={choice => change(key, choice === '' ? undefined : choice === '1')}
              choices={[
                { value: '', label: t`Leave as it is` },
                { value: '1', label: t`Yes` },
                { value: '0', label: t`No` },
              ]}
            />
          )}
        </Field>
      ))}
      <div className="grid grid-cols-2 gap-3">
        {numbers.map(({ key, label, most }) => (
          <Field key={key} label={label}>
            {control => (
              <TextInput
                {...control}
                type="number"
                min={1}
                max={most}
                placeholder={t`Leave as it is`}
                value={typeof config[key] === 'number' ? config[key] : ''}
                onChange={event => change(key, event.target.valueAsNumber >= 1 ? Math.floor(event.target.valueAsNumber) : undefined)}
              />
            )}
          </Field>
        ))}
      </div>
      <p className="text-[0.93em] text-muted">{t`Running VMs that cannot take it now take it at their next start.`}</p>
    </div>
  )
}
