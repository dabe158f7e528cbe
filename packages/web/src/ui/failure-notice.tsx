import { useLingui } from '@lingui/react/macro'
import { ApiFailure } from '../api/api-failure.ts'
import { Button } from './button.tsx'
import { MissingNotice } from './missing-notice.tsx'
import { Notice } from './notice.tsx'

interface FailureNoticeProps {
  readonly error: unknown
  readonly onRetry?: () => void
  /** What to do when the server could not be reached. */
  readonly whenAway?: string
}

/** Why something could not be shown or done, and what to do about it. */
export function FailureNotice({ error, onRetry, whenAway }: FailureNoticeProps) {
  const { t } = useLingui()
  const failure = error instanceof ApiFailure ? error : undefined
  const missing = failure?.missing
  const retry = onRetry && <Button onClick={onRetry}>{t`Try again`}</Button>
  if (missing) return <MissingNotice {...missing} />
  if (failure?.away) {
    return (
      <Notice look="warn" title={t`The server does not answer`} actions={retry}>
        {whenAway}
      </Notice>
    )
  }
  return (
    <Notice look="bad" title={failure ? failure.message : t`Something went wrong in this page`} actions={retry}>
      {failure ? Object.entries(failure.errors).map(([name, text]) => <p key={name}>{`${name}: ${text}`}</p>) : String(error)}
    </Notice>
  )
}
