import { isOn } from '../../forms/field-value.ts'
import type { ConfigChange } from '../config/config-change.ts'
import type { Config } from '../config/config-rows.ts'
import { splitMembers } from '../config/split-members.ts'
import type { Option } from './option-fields.ts'

/** Options that are on or off and can be switched where they are listed. The agent's other settings stay behind a panel. */
export const isSwitch = ({ key, schema, readOnly }: Option): boolean => readOnly !== true && (schema.type === 'boolean' || key === 'agent')

/** Whether an option is on, by its value or its default. */
export function isSwitchedOn({ key, schema, absent }: Option, text: string | undefined): boolean {
  const fallback = absent ?? (schema.type === 'boolean' && schema.default === true)
  return isOn(key === 'agent' ? splitMembers(text ?? '', 'enabled')[''] : text) ?? fallback
}

function agentText(text: string | undefined, on: boolean): string | undefined {
  const others = (text ?? '').split(',').filter(part => part !== '' && !/^(?:enabled=)?(?:0|1|on|off|yes|no)$/.test(part))
  if (!on && others.length === 0) return undefined
  return [on ? '1' : '0', ...others].join(',')
}

/** The change that switches an option; it leaves no value behind where the default says the same. */
export function switchChange(option: Option, wanted: Config, on: boolean): ConfigChange {
  const { key } = option
  const before = wanted.get(key)
  const isDefault = isSwitchedOn(option, undefined) === on
  const text = key === 'agent' ? agentText(before, on) : isDefault ? undefined : on ? '1' : '0'
  if (text !== undefined) return { set: { [key]: text } }
  return before === undefined ? {} : { delete: [key] }
}
