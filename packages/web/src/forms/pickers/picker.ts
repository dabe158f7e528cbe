import type { ReactNode } from 'react'

/** What every picker of an object takes. */
export interface PickerProps {
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
  readonly label?: ReactNode
  readonly help?: ReactNode
  readonly error?: string | undefined
  readonly required?: boolean
  readonly disabled?: boolean
  readonly placeholder?: string | undefined
  readonly className?: string
}
