import { useLingui } from '@lingui/react/macro'
import { Camera, ClipboardList, Keyboard, Monitor } from 'lucide-react'
import { prefer, preferences } from '../../settings/preferences.ts'
import { toast } from '../../shell/toast-store.ts'
import { useStore } from '../../store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { saveFile } from '../save-file.ts'
import { combinations } from '../keys/combinations.ts'
import { FullScreenButton } from '../full-screen.tsx'
import type { Screen } from './screen.ts'

/** Keys, clipboard, picture and size of a screen. */
export function ScreenTools({ screen }: { screen: Screen }) {
  const { t } = useLingui()
  const viewOnly = useStore(screen.viewOnly)
  const strip = useStore(screen.strip)
  const { screenScaling: scaling, screenQuality: quality } = useStore(preferences)
  async function takePicture(): Promise<void> {
    try {
      const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
      saveFile(`vm-${screen.open.vmid}-${time}.png`, await screen.takePicture())
    } catch (error) {
      toast({ look: 'bad', text: String(error) })
    }
  }
  const whyNot = viewOnly ? t`This screen is only looked at: change that under Display.` : undefined
  return (
    <>
      <Menu
        trigger={<IconButton icon={Keyboard} label={t`Send keys`} disabledReason={whyNot} />}
        actions={[
          { label: t`Type a text…`, onSelect: () => screen.toggleStrip('type') },
          ...combinations.map(({ label, keys, separated = false }, index) => ({
            label,
            separated: separated || index === 0,
            onSelect: () => {
              screen.pressTogether(keys)
              screen.focus()
            },
          })),
        ]}
      />
      <IconButton
        icon={ClipboardList}
        label={t`Clipboard`}
        aria-pressed={strip === 'clipboard'}
        disabledReason={whyNot}
        onClick={() => screen.toggleStrip('clipboard')}
      />
      <IconButton icon={Camera} label={t`Save a picture`} onClick={() => void takePicture()} />
      <Menu
        trigger={<IconButton icon={Monitor} label={t`Display`} />}
        actions={[
          { label: t`Fit into its place`, checked: scaling === 'fit', onSelect: () => prefer({ screenScaling: 'fit' }) },
          { label: t`Pixel by pixel`, checked: scaling === 'actual', onSelect: () => prefer({ screenScaling: 'actual' }) },
          { label: t`Guest changes its size`, checked: scaling === 'resize', onSelect: () => prefer({ screenScaling: 'resize' }) },
          { label: t`Low quality`, separated: true, checked: quality === 'low', onSelect: () => prefer({ screenQuality: 'low' }) },
          { label: t`Medium quality`, checked: quality === 'medium', onSelect: () => prefer({ screenQuality: 'medium' }) },
          { label: t`High quality`, checked: quality === 'high', onSelect: () => prefer({ screenQuality: 'high' }) },
          { label: t`Only look`, separated: true, checked: viewOnly, onSelect: () => screen.viewOnly.set(!viewOnly) },
        ]}
      />
      <FullScreenButton />
    </>
  )
}
