import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { ApiFailure } from './api-failure.ts'
import { call } from './client.ts'
import type { AnswerOf, EndpointKey, ParametersFor } from './endpoints.ts'
import { needsOf } from './known-refusal.ts'

export interface UseCallOptions {
  /** Object paths (`/vms/100`): a change of one of them, or below it, fetches anew. */
  readonly watch?: readonly string[]
  /** Types of tasks, or `type:id`, whose end fetches anew. */
  readonly tasks?: readonly string[]
  readonly enabled?: boolean
  /** Only for what no event tells: asks again after this time, and only while the page is visible. */
  readonly everyMs?: number
}

/** The answer of a reading method, kept up to date by the event stream. */
export function useCall<K extends EndpointKey & `GET ${string}`>(
  key: K,
  parameters: ParametersFor<K>,
  { watch, tasks, enabled, everyMs }: UseCallOptions = {},
): UseQueryResult<AnswerOf<K>, ApiFailure> {
  // Another permission may open what was refused.
  const follow = needsOf[key] ? [...(watch ?? []), '/user.cfg'] : watch
  return useQuery<AnswerOf<K>, ApiFailure>({
    queryKey: [key, parameters],
    queryFn: ({ signal }) => call(key, parameters, { signal }),
    placeholderData: keepPreviousData,
    meta: { ...(follow && { watch: follow }), ...(tasks && { tasks }) },
    ...(enabled !== undefined && { enabled }),
    ...(everyMs !== undefined && { refetchInterval: everyMs, staleTime: everyMs }),
  })
}
