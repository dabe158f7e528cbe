import { Autocomplete } from '@base-ui/react/autocomplete'
import { Combobox as Base } from '@base-ui/react/combobox'
import { useLingui } from '@lingui/react/macro'
import { ChevronDown } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { classNames } from './class-names.ts'
import { ComboboxList, type ScrollToIndex } from './combobox-list.tsx'
import { inputClasses } from './text-field.tsx'

export interface ComboboxChoice {
  readonly value: string
  readonly label: string
  /** A second, quieter text: free space, description. */
  readonly detail?: string | undefined
  /** Why it cannot be chosen. */
  readonly disabledReason?: string | undefined
}

export interface ComboboxProps {
  readonly value: string | undefined
  readonly choices: readonly ComboboxChoice[]
  readonly onChange: (value: string | undefined) => void
  /** What is typed is taken although it is none of the choices. */
  readonly custom?: boolean
  readonly placeholder?: string | undefined
  readonly disabled?: boolean | undefined
  readonly id?: string | undefined
  readonly className?: string
  readonly 'aria-label'?: string
  readonly 'aria-invalid'?: true | undefined
  readonly 'aria-describedby'?: string | undefined
  readonly 'aria-required'?: true | undefined
}

/** More choices than this are drawn only where they are seen. */
const drawnAtOnce = 200

const matches = ({ label, value, detail }: ComboboxChoice, query: string) =>
  `${label} ${value} ${detail ?? ''}`.toLowerCase().includes(query.trim().toLowerCase())

/** One of many, found by typing. */
export function Combobox({ value, choices, onChange, custom, placeholder, disabled, className, ...control }: ComboboxProps) {
  const { t } = useLingui()
  const scrollTo = useRef<ScrollToIndex>(undefined)
  const virtual = choices.length > drawnAtOnce
  const chosen = useMemo(() => {
    if (value === undefined || value === '') return null
    // A value that is not offered (any more) is shown all the same.
    return choices.find(choice => choice.value === value) ?? { value, label: value }
  }, [choices, value])
  const shared = {
    items: choices,
    virtualized: virtual,
    disabled,
    filter: matches,
    onItemHighlighted: (_: unknown, { index, reason }: { index: number; reason: string }) => {
      if (reason !== 'pointer') scrollTo.current?.(index)
    },
  }
  const parts = (
    <>
      <div className={classNames('relative', className)}>
        <Base.Input {...control} placeholder={placeholder} className={classNames(inputClasses, 'pr-8')} spellCheck={false} />
        <Base.Trigger
          tabIndex={-1}
          aria-label={t`Show choices`}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-muted"
        >
          <ChevronDown size={16} aria-hidden />
        </Base.Trigger>
      </div>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50">
          <Base.Popup className="w-(--anchor-width) min-w-64 rounded-lg bg-raised p-1 shadow-panel outline-none">
            {custom !== true && (
              <Base.Empty className="px-2.5 text-muted not-empty:py-1.5">
                {choices.length === 0 ? t`There is nothing to choose.` : t`Nothing fits.`}
              </Base.Empty>
            )}
            <ComboboxList virtual={virtual} scrollTo={scrollTo} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </>
  )
  if (custom)
    return (
      <Autocomplete.Root
        {...shared}
        value={value ?? ''}
        onValueChange={typed => onChange(typed === '' ? undefined : typed)}
        itemToStringValue={(choice: ComboboxChoice) => choice.value}
        openOnInputClick
      >
        {parts}
      </Autocomplete.Root>
    )
  return (
    <Base.Root
      {...shared}
      value={chosen}
      onValueChange={(choice: ComboboxChoice | null) => onChange(choice?.value)}
      isItemEqualToValue={(a: ComboboxChoice, b: ComboboxChoice) => a.value === b.value}
      autoHighlight
    >
      {parts}
    </Base.Root>
  )
}
