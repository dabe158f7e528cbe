import { classNames } from './class-names.ts'

export interface MeterProps {
  /** 0 to 1 */
  readonly value: number
  readonly label: string
  /** Its colour: `second` tells two meters side by side apart. */
  readonly look?: 'first' | 'second'
  readonly className?: string
}

/** How full something is. Above 90 % it takes the colour of trouble; the number stands beside it. */
export function Meter({ value, label, look = 'first', className }: MeterProps) {
  const part = Math.min(1, Math.max(0, value || 0))
  return (
    <svg
      role="meter"
      aria-label={label}
      aria-valuenow={Math.round(part * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      className={classNames('h-1.5 w-14 shrink-0 rounded-full', className)}
    >
      <rect width="100" height="10" className="fill-line" />
      <rect width={part * 100} height="10" className={part > 0.9 ? 'fill-bad' : look === 'second' ? 'fill-second' : 'fill-accent'} />
    </svg>
  )
}
