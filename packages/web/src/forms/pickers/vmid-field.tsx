import { useLingui } from '@lingui/react/macro'
import { useEffect, useRef, useState } from 'react'
import { ApiFailure } from '../../api/api-failure.ts'
import { call } from '../../api/client.ts'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-field.tsx'

export interface VmidFieldProps {
  /** As typed; empty until the next free one is known. */
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error?: string | undefined
}

async function nextFree(signal: AbortSignal): Promise<string | undefined> {
  try {
    return String(await call('GET /cluster/nextid', {}, { signal }))
  } catch {
    // Whoever may not ask types a number.
    return undefined
  }
}

/** Answers why a guest number cannot be had; undefined: it is free. */
async function refusalOf(vmid: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    await call('GET /cluster/nextid', { vmid: Number(vmid) }, { signal })
    return undefined
  } catch (error) {
    return error instanceof ApiFailure ? (error.errors.vmid ?? error.message) : undefined
  }
}

/**
 * The number of a new guest: begins with the next free one, and says while it is typed whether it is free. A proposal that
 * comes late does not get into what somebody types: it waits until they leave the field, and is forgotten once they typed.
 */
export function VmidField({ value, onChange, error }: VmidFieldProps) {
  const { t } = useLingui()
  const [refused, setRefused] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  const proposing = useRef<AbortController>(undefined)
  const late = useRef<string>(undefined)
  useEffect(() => {
    if (value !== '') return
    const stopped = new AbortController()
    proposing.current = stopped
    const begin = async () => {
      const next = await nextFree(stopped.signal)
      if (next === undefined || stopped.signal.aborted) return
      if (document.activeElement === input.current) late.current = next
      else onChange(next)
    }
    void begin()
    return () => stopped.abort()
    // Only at the beginning: an emptied field stays empty.
  }, [])
  useEffect(() => {
    setRefused(undefined)
    if (!/^[1-9]\d{2,8}$/.test(value)) return undefined
    const stopped = new AbortController()
    const timer = setTimeout(() => {
      void refusalOf(value, stopped.signal).then(text => stopped.signal.aborted || setRefused(text))
    }, 250)
    return () => {
      clearTimeout(timer)
      stopped.abort()
    }
  }, [value])
  const type = (typed: string) => {
    proposing.current?.abort()
    late.current = undefined
    onChange(typed)
  }
  const leave = () => {
    if (late.current !== undefined) onChange(late.current)
    late.current = undefined
  }
  const malformed = value !== '' && !/^[1-9]\d{2,8}$/.test(value) ? t`A number from 100 to 999999999.` : undefined
  return (
    <Field label={t`ID`} error={error ?? malformed ?? refused} required>
      {control => (
        <TextInput
          {...control}
          ref={input}
          inputMode="numeric"
          value={value}
          onChange={event => type(event.target.value.trim())}
          onBlur={leave}
        />
      )}
    </Field>
  )
}
