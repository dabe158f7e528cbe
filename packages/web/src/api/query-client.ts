import { QueryClient } from '@tanstack/react-query'
import { ApiFailure } from './api-failure.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Object paths: a change of one of them, or below it, makes the data old. */
      readonly watch?: readonly string[]
      /** The end of such a task makes the data old: a UPID's type, or its type and id (`imgcopy`, `qmsnapshot:100`). */
      readonly tasks?: readonly string[]
    }
  }
}

/** Nothing is asked for twice: what is watched is fetched anew when the stream tells of a change. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Infinity,
      gcTime: 5 * 60_000,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (count, error) => error instanceof ApiFailure && error.away && count < 5,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
})
