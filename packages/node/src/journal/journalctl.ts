import { LineSplitter, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** How much of what it says about an error is kept. characters */
const mostSaid = 4096

export interface JournalSource {
  readonly host: Pick<Host, 'exec' | 'start'>
  /** A folder with journal files; the machine's own journal unless given. */
  readonly directory?: string | undefined
}

const placeOf = ({ directory }: JournalSource) => (directory === undefined ? [] : [`--directory=${directory}`])

/** Runs journalctl and hands over each line as it comes: a journal may have millions. */
export async function journalLines(
  source: JournalSource,
  args: readonly string[],
  signal: AbortSignal,
  onLine: (line: string) => void,
): Promise<void> {
  const program = await source.host.start('journalctl', ['--no-pager', '--quiet', '--all', ...placeOf(source), ...args])
  const end = () => program.end()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  let said = ''
  const errors = (async () => {
    for await (const chunk of program.stderr) said = `${said}${String(chunk)}`.slice(-mostSaid)
  })()
  try {
    const splitter = new LineSplitter(onLine)
    for await (const chunk of program.stdout) splitter.push(chunk as Buffer)
    splitter.end()
    await errors
    const ended = await program.ended
    if (signal.aborted) throw new Failure('reading the journal was stopped: the client has gone')
    if (!('code' in ended) || ended.code !== 0)
      throw new Failure(`cannot read the journal: ${said.trim().split('\n').at(-1) || 'journalctl ended early'}`)
  } finally {
    signal.removeEventListener('abort', end)
    program.end()
  }
}

/** Fails when there is no journal at all, which nothing else tells from one without an entry that was asked for. */
export async function requireJournal(source: JournalSource): Promise<void> {
  const { stderr } = await source.host.exec('journalctl', ['--no-pager', ...placeOf(source), '--disk-usage'])
  if (stderr.includes('No journal files'))
    throw new Failure('there is no journal on this node: systemd-journald does not run, or keeps none - look for its logs in /var/log')
}
