import { useLingui } from '@lingui/react/macro'
import { ApiFailure } from '../api/api-failure.ts'
import { Button } from './button.tsx'
import { Notice } from './notice.tsx'

/** Why something could not be shown or done, and what to do about it. */
export function FailureNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useLingui()
  const failure = error instanceof ApiFailure ? error : undefined
  const missing = failure?.missing
  const retry = onRetry && <Button onClick={onRetry}>{t`Try again`}</Button>
  if (missing) {
    const { privileges, path } = missing
    return <Notice look="warn" title={t`You lack a privilege for this`}>{t`It needs ${privileges} on ${path}.`}</Notice>
  }
  if (failure?.status === 0) return <Notice look="warn" title={t`The server does not answer`} actions={retry} />
  return (
    <Notice look="bad" title={failure ? failure.message : t`Something went wrong in this page`} actions={retry}>
      {failure ? Object.entries(failure.errors).map(([name, text]) => <p key={name}>{`${name}: ${text}`}</p>) : String(error)}
    </Notice>
  )
}
