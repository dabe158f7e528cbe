import { useLingui } from '@lingui/react/macro'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Page } from './page.tsx'

/** A page that broke leaves the frame around it alive. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui()
  return (
    <Page title={t`This page broke`}>
      <FailureNotice error={error} onRetry={reset} />
    </Page>
  )
}
