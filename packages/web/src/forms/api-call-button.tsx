import { useLingui } from '@lingui/react/macro'
import { Code } from 'lucide-react'
import { Button } from '../ui/button.tsx'

/** Shows and hides the calls of a form, at the end of its buttons; an icon on phones. */
export function ApiCallButton({ shown, onChange }: { shown: boolean; onChange: (shown: boolean) => void }) {
  const { t } = useLingui()
  return (
    <Button
      look="quiet"
      icon={Code}
      aria-expanded={shown}
      onClick={() => onChange(!shown)}
      className="ml-auto max-md:w-(--control) max-md:px-0"
    >
      <span className="max-md:sr-only">{t`API call`}</span>
    </Button>
  )
}
