import { CSPProvider } from '@base-ui/react/csp-provider'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { queryClient } from './api/query-client.ts'
import { session } from './api/session.ts'
import { LoginPage } from './login/login-page.tsx'
import { router } from './router.ts'
import { useStore } from './store.ts'

/** The login, or the interface; a session that ends leaves the interface as it is and asks in place. */
export function App() {
  const { user } = useStore(session)
  return (
    <CSPProvider disableStyleElements>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>{user ? <RouterProvider router={router} /> : <LoginPage />}</QueryClientProvider>
      </I18nProvider>
    </CSPProvider>
  )
}
