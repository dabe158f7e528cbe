import type { Host } from '@quorate/host'
import { rootAt } from '@quorate/host'
import { FakeCgroups } from './fake-host/fake-cgroups.ts'
import { FakePrograms } from './fake-host/fake-exec.ts'
import { FakeFiles } from './fake-host/fake-files.ts'
import { FakeKernel } from './fake-host/fake-kernel.ts'
import { FakeLinks } from './fake-host/fake-links.ts'
import { FakeProcesses } from './fake-host/fake-processes.ts'

/** A machine that exists only in memory; what a test wants to arrange or examine hangs on the same object. */
export interface FakeHost extends Host {
  readonly files: FakeFiles
  readonly links: FakeLinks
  readonly cgroups: FakeCgroups
  readonly processes: FakeProcesses
  readonly kernel: FakeKernel
  readonly programs: FakePrograms
  /** milliseconds since 1970; stands still until a test moves it */
  time: number
}

export function fakeHost(options: { node?: string; root?: string } = {}): FakeHost {
  const programs = new FakePrograms()
  const clock = { time: Date.UTC(2026, 0, 1) }
  const now = () => clock.time
  return {
    root: rootAt(options.root ?? '/fake', options.node ?? 'pve'),
    exec: programs.exec,
    files: new FakeFiles(now),
    links: new FakeLinks(),
    cgroups: new FakeCgroups(),
    processes: new FakeProcesses(),
    kernel: new FakeKernel(),
    programs,
    get time() {
      return clock.time
    },
    set time(value: number) {
      clock.time = value
    },
    now,
  }
}
