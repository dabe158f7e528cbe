import { useStore } from '../store.ts'
import type { LiveConsole } from './live-console.ts'
import { ClipboardStrip } from './screen/clipboard-strip.tsx'
import { Screen } from './screen/screen.ts'
import { TypeStrip } from './type-strip.tsx'

export function ConsoleStrip({ console }: { console: LiveConsole }) {
  const strip = useStore(console.strip)
  if (strip === 'type') return <TypeStrip console={console} />
  if (strip === 'clipboard' && console instanceof Screen) return <ClipboardStrip screen={console} />
  return null
}
