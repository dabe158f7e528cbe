import { useLingui } from '@lingui/react/macro'
import type { BulkOptions } from './bulk-action.ts'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'

type Choice = '' | '0' | '1'

/** Switches that VMs and containers have in common; what is left as it is, is not sent. */
export function ConfigOptions({ config, onChange }: { config: BulkOptions['config']; onChange: (config: BulkOptions['config']) => void }) {
  const { t } = useLingui()
  const keys = [
    { key: 'onboot', label: t`Start when the node starts` },
    { key: 'protection', label: t`Protect against deletion` },
  ]
  const change = (key: string, choice: Choice) => {
    const { [key]: _, ...others } = config
    onChange(choice === '' ? others : { ...others, [key]: choice === '1' })
  }
  return keys.map(({ key, label }) => (
    <Field key={key} label={label}>
      {control => (
        <Select<Choice>
          {...control}
          value={config[key] === undefined ? '' : config[key] === true ? '1' : '0'}
          onChange={choice => change(key, choice)}
          choices={[
            { value: '', label: t`Leave as it is` },
            { value: '1', label: t`Yes` },
            { value: '0', label: t`No` },
          ]}
        />
      )}
    </Field>
  ))
}
