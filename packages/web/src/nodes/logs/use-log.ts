import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiFailure } from '../../api/api-failure.ts'
import type { LogSource } from './log-source.ts'

/** milliseconds between two looks at a log that is followed: no event tells of new lines. */
const followMs = 2000
/** When a followed log has come to so many lines, it begins anew with the newest. */
const mostLines = 10_000

export interface LogLine {
  readonly key: number
  readonly text: string
}

export interface LogState {
  readonly lines: readonly LogLine[]
  readonly loading: boolean
  readonly atStart: boolean
  readonly error: unknown
  readonly loadOlder: () => void
}

const before = (lines: readonly LogLine[], texts: readonly string[]) => {
  const first = (lines[0]?.key ?? 0) - texts.length
  return [...texts.map((text, at) => ({ key: first + at, text })), ...lines]
}
const after = (lines: readonly LogLine[], texts: readonly string[]) => {
  const next = (lines.at(-1)?.key ?? -1) + 1
  return [...lines, ...texts.map((text, at) => ({ key: next + at, text }))]
}

/** Lines of a log: the newest first of all, older ones when asked for, and those that come while it is followed. */
export function useLog(source: LogSource, follow: boolean): LogState {
  const [lines, setLines] = useState<readonly LogLine[]>([])
  const [loading, setLoading] = useState(true)
  const [atStart, setAtStart] = useState(false)
  const [error, setError] = useState<unknown>()
  const count = useRef(0)
  count.current = lines.length
  const present = useRef(source)
  const busy = useRef(false)
  present.current = source

  const read = useCallback(async (from: LogSource, ask: () => Promise<readonly string[]>, put: (texts: readonly string[]) => void) => {
    busy.current = true
    try {
      const texts = await ask()
      // Another log is shown meanwhile.
      if (present.current !== from) return
      setError(undefined)
      put(texts)
    } catch (error) {
      if (present.current === from) setError(error)
    } finally {
      busy.current = false
      if (present.current === from) setLoading(false)
    }
  }, [])

  useEffect(() => {
    setLines([])
    setLoading(true)
    setAtStart(false)
    setError(undefined)
    void read(source, source.newest, texts => setLines(after([], texts)))
  }, [source, read])

  // A refusal stays one; a server that is gone may come back.
  const refused = error instanceof ApiFailure && error.status !== 0
  useEffect(() => {
    if (!follow || refused) return undefined
    const timer = setInterval(() => {
      if (busy.current || document.hidden) return
      if (count.current > mostLines) return void read(source, source.newest, texts => setLines(after([], texts)))
      return void read(source, source.newer, texts => texts.length > 0 && setLines(lines => after(lines, texts)))
    }, followMs)
    return () => clearInterval(timer)
  }, [source, follow, refused, read])

  const loadOlder = useCallback(() => {
    if (busy.current || atStart) return
    setLoading(true)
    void read(source, source.older, texts => (texts.length === 0 ? setAtStart(true) : setLines(lines => before(lines, texts))))
  }, [source, atStart, read])

  return { lines, loading, atStart, error, loadOlder }
}
