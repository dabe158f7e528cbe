import { classNames } from './class-names.ts'

export interface MeterProps {
  /** 0 to 1 */
  readonly value: number
  readonly label: string
  /** Its colour: `second` tells two meters side by side apart. */
  readonly look?: 'first' | 'second'
  readonly className?: string
}

/** How full something is: one element, as lists have many. Above 90 % it takes the colour of trouble; the number stands beside it. */
export function Meter({ value, label, look = 'first', className }: MeterProps) {
  const part = Math.min(1, Math.max(0, value || 0))
  return (
    <span
      role="meter"
      aria-label={label}
      aria-valuenow={Math.round(part * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      className={classNames(
        'h-1.5 w-14 shrink-0 rounded-full bg-line bg-linear-to-r from-current to-current bg-no-repeat',
        part > 0.9 ? 'text-bad' : look === 'second' ? 'text-second' : 'text-accent',
        className,
      )}
      style={{ backgroundSize: `${part * 100}% 100%` }}
    />
  )
}
