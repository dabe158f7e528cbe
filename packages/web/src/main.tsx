import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import './styles.css'
import { addCatalogue } from './i18n/activate.ts'
import { followPreferences } from './settings/apply-preferences.ts'

await addCatalogue('app', () => import('./locales/app/de.po'))
await followPreferences()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
