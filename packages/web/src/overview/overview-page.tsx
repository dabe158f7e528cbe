import { useLingui } from '@lingui/react/macro'
import { Page } from '../shell/page.tsx'

/** What needs attention first, then how things stand. */
export function OverviewPage() {
  const { t } = useLingui()
  return <Page title={t`Overview`}>{null}</Page>
}
