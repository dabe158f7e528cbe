import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../api/client.ts'
import { Button } from '../ui/button.tsx'
import { readConsentText } from './consent-text.ts'
import { LoginForm } from './login-form.tsx'

/** The first page for whoever is not logged in. What must be agreed to comes before the form. */
export function LoginPage() {
  const { t } = useLingui()
  const notice = useQuery({ queryKey: ['login', 'notice'], queryFn: () => call('GET /access/login-notice', {}) })
  const [agreed, setAgreed] = useState(false)
  const text = notice.data?.text === undefined ? '' : readConsentText(notice.data.text)
  const { hostname } = location
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <div className="w-full max-w-sm rounded-lg border border-line bg-surface p-6">
        <h1 className="mb-1 flex items-center gap-2.5 text-[1.6em] font-bold">
          <img src="/icons/quorate.svg" alt="" width={30} height={30} />
          Quorate
        </h1>
        <p className="mb-5 text-muted">{t`Log in to ${hostname}`}</p>
        {text !== '' && !agreed ? (
          <div className="flex flex-col gap-4">
            <p tabIndex={0} className="max-h-[50vh] overflow-y-auto break-words whitespace-pre-wrap">
              {text}
            </p>
            <Button look="primary" autoFocus onClick={() => setAgreed(true)}>
              {t`I agree`}
            </Button>
          </div>
        ) : (
          !notice.isLoading && <LoginForm />
        )}
      </div>
    </main>
  )
}
