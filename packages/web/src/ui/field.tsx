import { useId, type ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** What a field's control must be given, so that label, help and error belong to it. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
  readonly 'aria-required': true | undefined
}

export interface FieldProps {
  readonly label: ReactNode
  readonly help?: ReactNode
  /** Why the value is refused. */
  readonly error?: string | undefined
  readonly required?: boolean
  readonly className?: string
  readonly children: (control: FieldControl) => ReactNode
}

/** A labelled control with its help and its refusal below it. */
export function Field({ label, help, error, required, className, children }: FieldProps) {
  const id = useId()
  const describedBy = [help !== undefined && `${id}-help`, error !== undefined && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-[0.93em] font-medium">
        {label}
        {required && (
          <span aria-hidden className="text-muted">
            {' '}
            *
          </span>
        )}
      </label>
      {children({
        id,
        'aria-invalid': error === undefined ? undefined : true,
        'aria-describedby': describedBy || undefined,
        'aria-required': required || undefined,
      })}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-[0.93em] text-bad">
          {error}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="text-[0.86em] text-muted">
          {help}
        </p>
      )}
    </div>
  )
}
