import { useLingui } from '@lingui/react/macro'
import { Badge } from '../../ui/tag.tsx'

/** What a disk says about its own health. */
export function Health({ health }: { health: string }) {
  const { t } = useLingui()
  if (health === 'PASSED' || health === 'OK') return <Badge look="good">{t`Healthy`}</Badge>
  if (health === 'UNKNOWN') return <span className="text-muted">{t`Unknown`}</span>
  return <Badge look="bad">{health}</Badge>
}
