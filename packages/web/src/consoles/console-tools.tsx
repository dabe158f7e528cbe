import type { LiveConsole } from './live-console.ts'
import { Screen } from './screen/screen.ts'
import { ScreenTools } from './screen/screen-tools.tsx'
import { TerminalConsole } from './terminal/terminal-console.ts'
import { TerminalTools } from './terminal/terminal-tools.tsx'

/** What can be done with a console of this kind. */
export function ConsoleTools({ console }: { console: LiveConsole }) {
  return (
    <div data-console-tools className="flex items-center">
      {console instanceof Screen && <ScreenTools screen={console} />}
      {console instanceof TerminalConsole && <TerminalTools console={console} />}
    </div>
  )
}
