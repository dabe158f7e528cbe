import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Box, Database, Disc, Monitor, Users, type LucideIcon } from 'lucide-react'
import { live } from '../live/live.ts'
import { useOpenPanel } from '../shell/use-open-panel.ts'
import { useStore } from '../store.ts'
import { Button, buttonClasses } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'

interface Step {
  readonly icon: LucideIcon
  readonly title: string
  readonly text: string
  readonly address: string
}

/** The way from an empty machine to the first guest. */
export function FirstSteps() {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { storages } = useStore(live.inventory)
  const first =
    [...storages.values()].find(storage => storage.content.includes('iso') || storage.content.includes('vztmpl')) ??
    [...storages.values()][0]
  const images = first ? `/storage/${first.id}` : '/storage'
  const steps: readonly Step[] = [
    { icon: Disc, title: t`Get an image`, text: t`Upload an ISO image, or download a container template.`, address: images },
    { icon: Database, title: t`Add storage`, text: t`A place for disks, images and backups.`, address: '/storage' },
    { icon: Users, title: t`Let others in`, text: t`Users, groups and what they may do.`, address: '/access' },
  ]
  return (
    <Card title={t`First steps`}>
      <ul className="grid gap-2 md:grid-cols-3">
        {steps.map(({ icon: Icon, title, text, address }) => (
          <li key={address}>
            <Link to={address} className="flex h-full items-start gap-3 rounded-md border border-line p-3 hover:bg-hover">
              <Icon size={20} aria-hidden className="mt-0.5 shrink-0 text-accent" />
              <span>
                <span className="block font-medium">{title}</span>
                <span className="text-muted">{text}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" icon={Monitor} onClick={() => openPanel('create-vm')}>
          {t`Create the first virtual machine`}
        </Button>
        <Button icon={Box} onClick={() => openPanel('create-container')}>
          {t`Create the first container`}
        </Button>
        <Link to="/docs" className={buttonClasses('quiet')}>
          {t`Guides`}
        </Link>
      </div>
    </Card>
  )
}
