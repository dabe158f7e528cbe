import { useLingui } from '@lingui/react/macro'
import { session } from '../api/session.ts'
import { useStore } from '../store.ts'
import { LoginForm } from './login-form.tsx'

/** Asks for a new login in place: forms keep what was typed, calls that wait are sent then. */
export function Relogin() {
  const { t } = useLingui()
  const { ended, user } = useStore(session)
  if (!ended) return null
  return (
    <section
      role="alertdialog"
      aria-label={t`The session has ended`}
      className="fixed top-4 right-4 z-50 w-[min(24rem,calc(100vw-2rem))] rounded-lg bg-raised p-4 shadow-panel"
    >
      <h2 className="mb-2 font-semibold">{t`The session has ended`}</h2>
      <p className="mb-3 text-muted">{t`Log in to go on; nothing on this page is lost. As another user it begins anew.`}</p>
      <LoginForm user={user} />
    </section>
  )
}
