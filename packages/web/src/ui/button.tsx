import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { classNames } from './class-names.ts'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary`: the one thing this view is for. `danger`: cannot be taken back. `quiet`: no frame. */
  readonly look?: 'primary' | 'plain' | 'danger' | 'quiet'
  readonly icon?: LucideIcon
  /** Why it cannot be used now: shown as its title, and it is disabled. */
  readonly disabledReason?: string | undefined
  readonly children?: ReactNode
  readonly ref?: Ref<HTMLButtonElement>
}

const looks = {
  primary:
    'bg-accent text-on-accent border-accent hover:bg-accent-strong hover:border-accent-strong disabled:hover:bg-accent disabled:hover:border-accent',
  plain: 'bg-surface text-text border-line hover:bg-hover disabled:hover:bg-transparent',
  danger: 'bg-surface text-bad border-line hover:bg-bad-surface hover:border-bad disabled:hover:bg-transparent disabled:hover:border-line',
  quiet: 'bg-transparent text-text border-transparent hover:bg-hover disabled:hover:bg-transparent',
}

/** The classes of a button, for links that look like one. */
export const buttonClasses = (look: NonNullable<ButtonProps['look']> = 'plain', square = false): string =>
  classNames(
    'inline-flex h-(--control) shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none',
    'disabled:opacity-50 aria-disabled:opacity-50',
    square ? 'w-(--control)' : 'px-3',
    looks[look],
  )

export function Button({ look = 'plain', icon: Icon, disabledReason, children, className, disabled, title, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled ?? disabledReason !== undefined}
      title={disabledReason ?? title}
      className={classNames(buttonClasses(look), className)}
    >
      {Icon && <Icon size={16} aria-hidden className="shrink-0" />}
      {children}
    </button>
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  readonly icon: LucideIcon
  /** What it does: its name for everybody who does not see the icon, and its tooltip. */
  readonly label: string
}

export function IconButton({ icon: Icon, label, look = 'quiet', className, disabledReason, disabled, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      {...rest}
      disabled={disabled ?? disabledReason !== undefined}
      title={disabledReason ?? label}
      className={classNames(buttonClasses(look, true), className)}
    >
      <Icon size={17} aria-hidden />
    </button>
  )
}
