import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { call } from '../../api/client.ts'
import { serverTerms, type ServerMatches } from '../../query/match-guest.ts'

/** A term that is still being typed is not asked for. */
const typingMs = 300
const freshMs = 30_000

/** `notes:two words` as the server reads it. */
const asked = (term: string) => {
  const [field = '', ...rest] = term.split(':')
  const value = rest.join(':')
  const text = /\s/.test(value) ? `"${value}"` : value
  return field === 'config' ? text : `${field}:${text}`
}

export interface ServerAnswers {
  readonly matches: ServerMatches
  readonly pending: boolean
  readonly failure: unknown
}

/** The guests that those terms of a query fit which only the server can answer. */
export function useServerMatches(query: string): ServerAnswers {
  const [settled, setSettled] = useState(query)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(query), typingMs)
    return () => clearTimeout(timer)
  }, [query])
  const wanted = serverTerms(query)
  const terms = serverTerms(settled)
  const answers = useQueries({
    queries: terms.map(term => ({
      queryKey: ['GET /cluster/search', { query: asked(term) }],
      queryFn: ({ signal }: { signal: AbortSignal }) => call('GET /cluster/search', { query: asked(term) }, { signal }),
      // Every state of every guest would make it old: it is asked again when it comes back into a query.
      staleTime: freshMs,
    })),
  })
  const known = answers.map(answer => answer.data)
  const matches = useMemo(
    () => new Map(terms.flatMap((term, index) => (known[index] ? [[term, new Set(known[index])] as const] : []))),
    // Answers keep their identity while they are the same.
    [terms.join('\n'), ...known],
  )
  return {
    matches,
    pending: answers.some(answer => answer.isFetching) || wanted.some(term => !terms.includes(term)),
    failure: answers.find(answer => answer.error)?.error,
  }
}
