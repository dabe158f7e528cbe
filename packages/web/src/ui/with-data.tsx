import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loading } from '../shell/loading.tsx'
import { FailureNotice } from './failure-notice.tsx'

/** Shows an answer once it is here; until then that it is on its way, or why it does not come. */
export function WithData<T>({ query, children }: { query: UseQueryResult<T, Error>; children: (data: NonNullable<T>) => ReactNode }) {
  const { data, error, refetch } = query
  if (data !== undefined && data !== null) return children(data)
  return error ? <FailureNotice error={error} onRetry={() => void refetch()} /> : <Loading />
}
