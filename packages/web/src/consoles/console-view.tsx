import { useLingui } from '@lingui/react/macro'
import { useMedia } from '../ui/use-media.ts'
import { ConsoleSlot } from './console-slot.tsx'
import { ConsoleState } from './console-state.tsx'
import { ConsoleStrip } from './console-strip.tsx'
import { KeyBar } from './keys/key-bar.tsx'
import type { LiveConsole } from './live-console.ts'
import { useConsoleName } from './use-console-name.ts'

/** A console with what belongs to it, but for its tools, which stand where there is room for them. */
export function ConsoleView({ console }: { console: LiveConsole }) {
  const { t } = useLingui()
  const name = useConsoleName()(console.open)
  const touched = useMedia('(pointer: coarse)')
  return (
    <div role="group" aria-label={t`Console: ${name}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <ConsoleStrip console={console} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        <ConsoleSlot console={console} />
        <ConsoleState console={console} />
      </div>
      {touched && <KeyBar console={console} />}
    </div>
  )
}
