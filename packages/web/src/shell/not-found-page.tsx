import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Page } from './page.tsx'

/** For an address that names nothing. */
export function NotFoundPage() {
  const { t } = useLingui()
  return (
    <Page title={t`There is no such page`}>
      <p>
        <Link to="/" className="text-accent underline">{t`To the overview`}</Link>
      </p>
    </Page>
  )
}
