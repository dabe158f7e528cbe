import { useEffect, useRef, useState } from 'react'

/** A list of ten thousand is not filtered for each letter of a word. */
const pauseMs = 250

export interface TypedQuery {
  /** What stands in the field. */
  readonly text: string
  /** A letter was typed: told once typing pauses. */
  readonly type: (text: string) => void
  /** Told at once. */
  readonly put: (text: string) => void
}

/** A query while it is typed: the field follows each letter, everything else once typing pauses. */
export function useTypedQuery(value: string, onChange: (value: string) => void): TypedQuery {
  const [text, setText] = useState(value)
  const told = useRef(value)
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    // Somebody else changed the query: a link, the way back.
    if (value === told.current) return
    clearTimeout(waiting.current)
    told.current = value
    setText(value)
  }, [value])
  useEffect(() => () => clearTimeout(waiting.current), [])
  function tell(query: string): void {
    clearTimeout(waiting.current)
    if (query === told.current) return
    told.current = query
    onChange(query)
  }
  return {
    text,
    type(query) {
      setText(query)
      clearTimeout(waiting.current)
      waiting.current = setTimeout(() => tell(query), pauseMs)
    },
    put(query) {
      setText(query)
      tell(query)
    },
  }
}
