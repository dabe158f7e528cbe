import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles.css'
import { addCatalogue } from './i18n/activate.ts'
import { catalogues } from './i18n/catalogues.ts'
import { prepareOfflineNotice } from './shell/offline-notice.ts'
import { followPreferences } from './settings/apply-preferences.ts'

await addCatalogue(catalogues.app)
await followPreferences()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
void prepareOfflineNotice()
