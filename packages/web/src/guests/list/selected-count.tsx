import { useLingui } from '@lingui/react/macro'
import { X } from 'lucide-react'
import { Button, IconButton } from '../../ui/button.tsx'

interface SelectedCountProps {
  readonly selected: number
  readonly fitting: number
  readonly onAll: () => void
  readonly onNone: () => void
}

/** How many are selected, and the way to all and to none. */
export function SelectedCount({ selected, fitting, onAll, onNone }: SelectedCountProps) {
  const { t } = useLingui()
  return (
    <span className="flex max-w-full items-center gap-x-1 tabular-nums">
      <span role="status" className="shrink-0 font-medium">{t`${selected} of ${fitting} selected`}</span>
      {selected < fitting && (
        <Button look="quiet" onClick={onAll} className="min-w-0 text-accent max-md:px-2">
          <span className="truncate">{t`Select all that fit`}</span>
        </Button>
      )}
      <IconButton icon={X} label={t`Select none`} onClick={onNone} />
    </span>
  )
}
