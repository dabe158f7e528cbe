import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../ui/button.tsx'
import { Select } from '../ui/select.tsx'
import { TextInput } from '../ui/text-field.tsx'
import { noFilter, taskQuery, type TaskFilter } from './task-filter.ts'
import { taskTitle, taskTypes } from './task-title.ts'

export interface TaskFilterBarProps {
  readonly filter: TaskFilter
  readonly onChange: (filter: TaskFilter) => void
  /** The history is of one guest. */
  readonly ofGuest?: boolean
}

/** What a history of tasks is narrowed to. */
export function TaskFilterBar({ filter, onChange, ofGuest }: TaskFilterBarProps) {
  const { t, i18n } = useLingui()
  const types = useId()
  const set = (name: keyof TaskFilter) => (value: string) => onChange({ ...filter, [name]: value })
  return (
    <div className="flex flex-wrap items-center gap-2">
      <TextInput
        aria-label={t`Type of task`}
        placeholder={t`Type of task`}
        list={types}
        value={filter.type}
        onChange={event => set('type')(event.target.value.trim())}
        className="max-w-44"
      />
      <datalist id={types}>
        {taskTypes.map(type => (
          <option key={type} value={type}>
            {taskTitle(i18n, { type, id: '' })}
          </option>
        ))}
      </datalist>
      <Select
        aria-label={t`Result`}
        value={filter.result}
        onChange={set('result')}
        choices={[
          { value: '', label: t`Any result` },
          { value: 'ok', label: t`OK` },
          { value: 'warning', label: t`Warnings` },
          { value: 'error', label: t`Failed` },
        ]}
        className="max-w-44"
      />
      <TextInput
        aria-label={t`User`}
        placeholder={t`User`}
        value={filter.user}
        onChange={event => set('user')(event.target.value.trim())}
        className="max-w-32"
      />
      {!ofGuest && (
        <TextInput
          aria-label={t`Number of the guest`}
          placeholder={t`Guest`}
          inputMode="numeric"
          value={filter.guest}
          onChange={event => set('guest')(event.target.value.trim())}
          className="max-w-24"
        />
      )}
      {(['since', 'until'] as const).map(name => (
        <label key={name} className="flex items-center gap-1.5">
          <span className="text-muted">{name === 'since' ? t`From` : t`Until`}</span>
          <TextInput type="date" value={filter[name]} onChange={event => set(name)(event.target.value)} className="w-auto" />
        </label>
      ))}
      {taskQuery(filter) !== '' && (
        <Button look="quiet" icon={X} onClick={() => onChange(noFilter)}>
          {t`Clear`}
        </Button>
      )}
    </div>
  )
}
