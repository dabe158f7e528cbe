import { useEffect, useRef, type RefObject } from 'react'

/** A list of ten thousand is not filtered for each letter of a word. */
const pauseMs = 250

export interface TypedQuery {
  /** A letter was typed: told once typing pauses. */
  readonly type: () => void
  /** What stands in the field is told at once; given: another text is put there before. */
  readonly tell: (text?: string) => void
}

/** A query while it is typed: the field keeps its own text, so that letters cost nothing; all else follows once typing pauses. */
export function useTypedQuery(field: RefObject<HTMLInputElement | null>, value: string, onChange: (value: string) => void): TypedQuery {
  const told = useRef(value)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const put = (text: string) => {
    if (field.current) field.current.value = text
  }
  useEffect(() => {
    // Somebody else changed the query: a link, the way back.
    if (value === told.current) return
    clearTimeout(waiting.current)
    told.current = value
    put(value)
  }, [value])
  useEffect(() => () => clearTimeout(waiting.current), [])
  function tell(text?: string): void {
    clearTimeout(waiting.current)
    if (text !== undefined) put(text)
    const query = field.current?.value ?? told.current
    if (query === told.current) return
    told.current = query
    onChange(query)
  }
  return {
    type() {
      clearTimeout(waiting.current)
      waiting.current = setTimeout(tell, pauseMs)
    },
    tell,
  }
}
