import { useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { TextInput } from '../ui/text-field.tsx'

/** Where a query is typed. */
export function QueryField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLingui()
  return (
    <div className="relative min-w-56 flex-1">
      <Search size={15} aria-hidden className="absolute top-1/2 left-2.5 -translate-y-1/2 text-muted" />
      <TextInput
        type="search"
        aria-label={t`Filter guests`}
        placeholder={t`Name, status:running, tag:prod, -pool:lab, cpu>50`}
        value={value}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="pl-8"
      />
    </div>
  )
}
