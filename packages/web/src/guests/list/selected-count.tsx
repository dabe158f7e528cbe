import { useLingui } from '@lingui/react/macro'
import { Button } from '../../ui/button.tsx'

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
    <span className="flex flex-wrap items-center gap-x-1 tabular-nums">
      <span role="status" className="font-medium">{t`${selected} of ${fitting} selected`}</span>
      {selected < fitting && (
        <Button look="quiet" onClick={onAll}>
          {t`Select all that fit`}
        </Button>
      )}
      <Button look="quiet" onClick={onNone}>
        {t`None`}
      </Button>
    </span>
  )
}
