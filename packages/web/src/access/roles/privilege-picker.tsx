import { useLingui } from '@lingui/react/macro'
import { Checkbox } from '../../ui/checkbox.tsx'
import { privilegeGroups } from './privilege-groups.ts'
import { groupLabels, privilegeTexts } from './privilege-texts.ts'

interface PrivilegePickerProps {
  /** All that the server knows. */
  readonly known: readonly string[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

/** Privileges to choose from, by what they are about; a whole group at once with its own tick. */
export function PrivilegePicker({ known, value, onChange }: PrivilegePickerProps) {
  const { t, i18n } = useLingui()
  const chosen = new Set(value)
  const change = (names: readonly string[], on: boolean) => {
    const next = new Set(value)
    for (const name of names)
      if (on) next.add(name)
      else next.delete(name)
    onChange([...next].toSorted())
  }
  return (
    <div className="grid gap-x-6 gap-y-4 lg:grid-cols-2">
      {privilegeGroups(known).map(({ id, privileges }) => {
        const held = privileges.filter(name => chosen.has(name)).length
        const label = i18n._(groupLabels[id])
        return (
          <fieldset key={id} className="min-w-0">
            <legend className="flex w-full items-center justify-between border-b border-line font-medium">
              {label}
              <Checkbox
                label={t`all`}
                aria-label={t`All of ${label}`}
                checked={held === privileges.length}
                onChange={on => change(privileges, on)}
              />
            </legend>
            {privileges.map(name => (
              <Checkbox
                key={name}
                label={<span className="font-mono text-[0.93em]">{name}</span>}
                {...(privilegeTexts[name] && { help: i18n._(privilegeTexts[name]) })}
                checked={chosen.has(name)}
                onChange={on => change([name], on)}
              />
            ))}
          </fieldset>
        )
      })}
    </div>
  )
}
