import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { Loading } from './loading.tsx'

interface OrMissingProps<T> {
  /** What an address names, if it is there. */
  readonly thing: T | undefined
  /** By what name it was asked for. */
  readonly name: string
  /** The answer in which it would be is here. */
  readonly loaded: boolean
  readonly error?: Error | null
  readonly children: (thing: T) => ReactNode
}

/** The form of something that an address names; until it is here, that it is on its way; else that it is not there. */
export function OrMissing<T>({ thing, name, loaded, error, children }: OrMissingProps<T>) {
  const { t } = useLingui()
  if (thing !== undefined) return children(thing)
  if (!loaded && !error) return <Loading />
  return (
    <div className="p-4">
      {loaded ? <Notice look="warn">{t`There is no ${name}, or you may not see it.`}</Notice> : <FailureNotice error={error} />}
    </div>
  )
}
