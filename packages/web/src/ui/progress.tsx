import { classNames } from './class-names.ts'

/** Progress of something long; `value` undefined: how long is not known. */
export function Progress({ value, label, className }: { value: number | undefined; label: string; className?: string }) {
  return (
    <progress
      aria-label={label}
      {...(value !== undefined && { value: Math.min(1, value) })}
      max={1}
      className={classNames(
        'h-1.5 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]',
        value === undefined && 'animate-pulse [&::-webkit-progress-bar]:bg-accent/60',
        className,
      )}
    />
  )
}
