import { useLingui } from '@lingui/react/macro'
import { LoginForm } from './login-form.tsx'

/** The first page for whoever is not logged in. */
export function LoginPage() {
  const { t } = useLingui()
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="w-full max-w-sm rounded-lg border border-line bg-surface p-6">
        <h1 className="mb-1 text-[1.6em] font-bold">Quorate</h1>
        <p className="mb-5 text-muted">{t`Log in to ${location.hostname}`}</p>
        <LoginForm />
      </div>
    </main>
  )
}
