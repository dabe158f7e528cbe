import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { rootAt } from '@quorate/host'
import { FakeCgroups } from './fake-host/fake-cgroups.ts'
import { FakePrograms } from './fake-host/fake-exec.ts'
import { FakeFiles } from './fake-host/fake-files.ts'
import { FakeKernel } from './fake-host/fake-kernel.ts'
import { FakeLinks } from './fake-host/fake-links.ts'
import { FakeMounts } from './fake-host/fake-mounts.ts'
import { FakeRootedFiles } from './fake-host/fake-rooted-files.ts'
import { FakeProcesses } from './fake-host/fake-processes.ts'

/** A machine that exists only in memory; what a test wants to arrange or examine hangs on the same object. */
export interface FakeHost extends Host {
  readonly files: FakeFiles
  readonly mounts: FakeMounts
  readonly links: FakeLinks
  readonly cgroups: FakeCgroups
  readonly processes: FakeProcesses
  readonly kernel: FakeKernel
  readonly programs: FakePrograms
  /** Root file systems of containers, by the folder through which they are opened. */
  readonly roots: Map<string, FakeRootedFiles>
  /** milliseconds since 1970; stands still until a test moves it */
  time: number
}

export function fakeHost(options: { node?: string; root?: string } = {}): FakeHost {
  const programs = new FakePrograms()
  const clock = { time: Date.UTC(2026, 0, 1) }
  const roots = new Map<string, FakeRootedFiles>()
  const now = () => clock.time
  return {
    root: rootAt(options.root ?? '/fake', options.node ?? 'pve'),
    exec: programs.exec,
    pipe: programs.pipe,
    start: programs.start,
    files: new FakeFiles(now),
    roots,
    openRoot(path) {
      const root = roots.get(path)
      if (!root) throw new Failure(`cannot open ${path}: no such file or directory`)
      return root
    },
    mounts: new FakeMounts(),
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
